/**
 * `pnpm bench:page`: measures the playground's page in Chromium with an answer of 100,000 tokens and a thread of 2,000
 * messages. Compares time, frames and memory with those of an answer of 500 tokens and a thread of 2 messages.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openBrowser } from 'perdure-tools/browser';
import { fillThread } from './fill-thread.ts';
import { type Measured, openThread, readAnswer } from './measure.ts';
import { startPlayground } from './playground.ts';
import { startTokenServer } from './token-server.ts';

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
};

const { tokens, messages } = new Command('bench:page')
  .description('Measures the page with a long answer and a long thread, in Chromium.')
  .option('-t, --tokens <n>', 'tokens of the long answer', positive, 100_000)
  .option('-m, --messages <n>', 'messages of the long thread', positive, 2_000)
  .parse()
  .opts<{ tokens: number; messages: number }>();

const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
const data = join(folder, 'bench.db');
process.stderr.write(`Writing a thread of ${messages} messages …\n`);
await fillThread(data, 'long', messages);
const model = await startTokenServer();
process.stderr.write('Building the page …\n');
const playground = await startPlayground({ folder, data, modelUrl: model.url });
const browser = await openBrowser();

try {
  const rows: [string, Measured][] = [];
  const measure = async (name: string, run: () => Promise<Measured>) => {
    process.stderr.write(`${name} …\n`);
    rows.push([name, await run()]);
  };
  const { url } = playground;
  await measure('a thread of 2 messages is opened', () => openThread(browser, url, 'short', 0));
  await measure(`a thread of ${messages} messages is opened`, () =>
    openThread(browser, url, 'long', messages),
  );
  await measure('an answer of 500 tokens', () => readAnswer(browser, url, 500));
  await measure(`an answer of ${tokens} tokens`, () => readAnswer(browser, url, tokens));
  print(rows);
} finally {
  await browser.close();
  await playground.stop();
  model.stop();
  rmSync(folder, { recursive: true, force: true });
}

function print(rows: readonly [string, Measured][]): void {
  console.log('\n| | time | frames | dropped | p99 | longest | heap |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, { ms, frames, dropped, p99Ms, longestMs, heapMb }] of rows)
    console.log(
      `| ${name} | ${(ms / 1_000).toFixed(1)} s | ${frames} | ${((dropped / frames) * 100).toFixed(1)} % | ` +
        `${p99Ms.toFixed(0)} ms | ${longestMs.toFixed(0)} ms | ${heapMb.toFixed(0)} MB |`,
    );
  console.log(
    '\nDropped: frames that came more than 50 ms after the one before. Heap: after a collection.',
  );
}
