/** `pnpm paths --retries 5`: replays every simple path of the run machine on a host, and shows its progress. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import {
  allTransitions,
  plainActorHost,
  type ReplayReport,
  replay,
  runtimeHost,
  simplePaths,
  type TestHost,
} from '@perdure/testkit';
import { Command, InvalidArgumentError, Option } from 'commander';

const wholeNumber = (text: string): number => {
  if (!/^[0-9]$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 9.');
  return Number(text);
};

type HostName = 'actor' | 'memory' | 'sqlite';

const { retries, host } = new Command('paths')
  .description(
    'Replays every simple path of the run machine on a host with a simulated clock. The durable hosts crash in every wait.',
  )
  .option(
    '-r, --retries <n>',
    'retries that the run may use; each further one makes about seven times the paths',
    wholeNumber,
    3,
  )
  .addOption(
    new Option('--host <name>', 'a plain actor, or the runtime on a store')
      .choices(['actor', 'memory', 'sqlite'] satisfies HostName[])
      .default('actor'),
  )
  .parse()
  .opts<{ retries: number; host: HostName }>();

const input = { policy: { maxRetries: retries } };
const taken = new Set<string>();
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
let files = 0;

process.stderr.write('Counting paths …');
let total = 0;
for (const _ of simplePaths(input)) total++;

const started = Date.now();
try {
  const report = await replay(open, simplePaths(input), { input, onProgress });
  process.stderr.write('\n');
  const { paths, steps, crashes, leftOut } = report;
  console.log(
    `${paths} paths, ${steps} steps, ${crashes} crashes; ${leftOut} paths cannot happen here.`,
  );
  if (host === 'actor') printTransitions();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function open(): TestHost | Promise<TestHost> {
  if (host === 'actor') return plainActorHost(taken);
  const name = `The runtime on ${host}`;
  const file = join(folder, `${files++}.db`);
  const store = memoryStore();
  return runtimeHost({ name, open: () => (host === 'sqlite' ? sqliteStore(file) : store) });
}

function printTransitions(): void {
  const all = allTransitions();
  const missed = all.filter((name) => !taken.has(name));
  console.log(`${all.length - missed.length} of ${all.length} transitions.`);
  if (missed.length > 0) console.log(`Not on a simple path: ${missed.join(' · ')}`);
}

function onProgress({ paths, leftOut }: ReplayReport): void {
  const done = paths + leftOut;
  const seconds = (Date.now() - started) / 1_000;
  const left = Math.ceil((seconds / done) * (total - done));
  const percent = Math.floor((done / total) * 100);
  process.stderr.write(`\r${done} of ${total} paths (${percent} %), ${left} s left      `);
}
