/**
 * `pnpm simulate --seconds 600`: runs random histories on all cores, until the time is over or a guarantee is broken.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Coverage } from '@perdure/testkit/simulation';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Job, Progress, StoreName } from './simulate-worker.ts';

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
};

const options = new Command('simulate')
  .description(
    'Runs the real runtime through random histories: crashes, full disks, racing commands, faulty providers and readers.\n' +
      'Exits with 0 only if no guarantee was broken and everything that is required was covered.',
  )
  .option('-s, --seconds <n>', 'how long', positive, 60)
  .option('--seed <n>', 'the same seed gives the same histories', positive)
  .option('-w, --workers <n>', 'threads', positive, availableParallelism())
  .addOption(
    new Option(
      '--store <name>',
      'the store; `all`: four groups of histories in six in memory, one on SQLite, and one on SQLite that a thread writes',
    )
      .choices(['memory', 'sqlite', 'thread', 'all'] satisfies StoreName[])
      .default('all'),
  )
  .option('--replay <word>', 'repeats one history, by the text printed for it')
  .parse()
  .opts<{ seconds: number; seed?: number; workers: number; store: StoreName; replay?: string }>();

const seed = options.seed ?? Math.floor(Math.random() * 2 ** 30) + 1;
const coverage = new Coverage();
const started = Date.now();
let histories = 0;
let failed = false;

const workers = options.replay === undefined ? options.workers : 1;
process.stderr.write(`seed ${seed}, ${workers} threads\n`);
await Promise.all(Array.from({ length: workers }, (_, index) => work(index)));
process.stderr.write('\n');
print();
process.exitCode = failed || coverage.missing.length > 0 ? 1 : 0;

function work(index: number): Promise<void> {
  const { seconds, store, replay } = options;
  const workerData: Job = {
    seed: seed + index,
    stride: workers,
    seconds,
    store,
    ...(replay && { replay }),
  };
  const worker = new Worker(new URL('simulate-worker.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', (progress: Progress) => {
      histories += progress.histories;
      coverage.add(progress.counts);
      if (progress.failure !== undefined) {
        failed = true;
        process.stderr.write(`\n${progress.failure}\n`);
      }
      showProgress();
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

function showProgress(): void {
  const seconds = (Date.now() - started) / 1_000;
  const rate = Math.round(histories / seconds);
  process.stderr.write(
    `\r${Math.round(seconds)} s of ${options.seconds}: ${histories} histories, ${rate} a second      `,
  );
}

function print(): void {
  const groups = new Map<string, string[]>();
  for (const [what, times] of [...coverage.counts].sort()) {
    const [group = '', ...name] = what.split(': ');
    groups.set(group, [...(groups.get(group) ?? []), `${name.join(': ')} ${times}`]);
  }
  for (const [group, names] of groups) console.log(`${group}: ${names.join(', ')}`);
  const { missing } = coverage;
  if (missing.length > 0)
    console.log(`Not covered, so nothing is proved of it: ${missing.join('; ')}`);
  console.log(
    `${histories} histories; ${failed ? 'a guarantee is broken' : 'no guarantee was broken'}.`,
  );
}
