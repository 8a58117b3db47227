/** `pnpm bench`: measures all figures, each compared with a floor or a peer. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChildren } from './children.ts';
import { bytesNeeded, requireSpace } from './disk.ts';
import { describeMachine } from './machine.ts';
import { messageOf } from './message-of.ts';
import { parseOptions } from './options.ts';
import { progressOn } from './progress.ts';
import { blocksOf } from './report/blocks.ts';
import { nothing, type Report } from './results.ts';
import { full, quick } from './scale.ts';
import { type SectionName, sectionNames, sections } from './sections.ts';
import { summarize } from './summary.ts';

const options = parseOptions(process.argv.slice(2));
const scale = options.quick ? quick : full;
const chosen = sectionNames.filter((name) => options.only.includes(name));
const progress = progressOn(process.stderr);
try {
  requireSpace(bytesNeeded(chosen, scale));
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

const folder = makeFolder(join(tmpdir(), 'perdure-bench-'));
const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isInterrupted = true;
    progress.end();
    void endChildren().finally(() => {
      remove();
      process.exit(130);
    });
  });

const results = nothing();
const machine = describeMachine(folder);
for (const name of chosen) await measure(name);
remove();
progress.end();

const report: Report = { ...summarize(results), machine, ...results };
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
for (const { what, why } of results.failures) process.stderr.write(`Failed: ${what}. ${why}\n`);
console.log(
  blocksOf(report)
    .map(({ title, text }) => `## ${title}\n\n${text}\n`)
    .join('\n'),
);

async function measure(name: SectionName): Promise<void> {
  const own = makeFolder(join(folder, `${name}-`));
  await sections[name]({
    folder: own,
    scale,
    withPeers: options.peers && !options.quick,
    results,
    say: progress.say,
    async tried(what, work) {
      await goOn();
      progress.section(name);
      try {
        await work();
      } catch (error) {
        results.failures.push({ what, why: messageOf(error) });
      }
    },
  });
  await goOn();
  rmSync(own, { recursive: true, force: true, maxRetries: 5 });
}

/** Lets the bench go on. Never resolves after an interrupt, so that no measurement starts while files are removed. */
function goOn(): Promise<void> {
  return isInterrupted ? new Promise(() => {}) : Promise.resolve();
}

function makeFolder(prefix: string): string {
  const made = mkdtempSync(prefix);
  // Other users may pass through the folder, because a peer's PostgreSQL may run as another user and must reach its
  // folder inside.
  chmodSync(made, 0o711);
  return made;
}
