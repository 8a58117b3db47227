/** `pnpm histories --count 1000000`: random histories, of which no service may refuse a request. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
};

const options = new Command('histories')
  .description(
    'Records random histories on the real runtime, and checks what the adapters of the AI SDK send of them.\n' +
      'Exits with 0 only if every request is one that its service takes.',
  )
  .option('-c, --count <n>', 'histories', positive, 10_000)
  .option('--seed <n>', 'the same seed and threads give the same histories', positive)
  .option('-w, --workers <n>', 'threads', positive, availableParallelism())
  .parse()
  .opts<{ count: number; seed?: number; workers: number }>();

const { count, workers } = options;
const seed = options.seed ?? Math.floor(Math.random() * 2 ** 30) + 1;
const script = join(import.meta.dirname, '../../packages/providers/test/histories/worker.ts');
const started = Date.now();
const rate = (number: number) => Math.round((number * 1_000) / (Date.now() - started));
let histories = 0;
let requests = 0;
let failed = false;

process.stderr.write(`seed ${seed}, ${workers} threads\n`);
await Promise.all(Array.from({ length: workers }, (_, index) => work(index)));
console.log(
  `\n${histories} histories, ${requests} requests, ${rate(histories)} histories a second; ` +
    `${failed ? 'a request is refused' : 'no request is refused'}.`,
);
process.exitCode = failed ? 1 : 0;

function work(index: number): Promise<void> {
  const share = Math.floor(count / workers) + (index < count % workers ? 1 : 0);
  const workerData = { seed: seed + index, stride: workers, histories: share };
  const worker = new Worker(script, { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', (done: { histories: number; requests: number; failure?: string }) => {
      histories += done.histories;
      requests += done.requests;
      if (done.failure !== undefined) {
        failed = true;
        process.stderr.write(`\n${done.failure}\n`);
      }
      process.stderr.write(`\r${histories} of ${count}, ${rate(histories)} a second      `);
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}
