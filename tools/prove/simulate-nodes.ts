/** `pnpm simulate:nodes --seconds 600`: runs random histories of three nodes, a database and a clock. */
import { simulateNodes } from '@perdure/testkit/nodes';
import { Command, InvalidArgumentError } from 'commander';

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
};

const { seconds, seed, path } = new Command('simulate:nodes')
  .description(
    'Runs the real runtime in three simulated processes on one database: processes die, freeze and are cut off, answers are\n' +
      'lost, the database is away, all leases run out at once. Exits with 0 only if no guarantee was broken.',
  )
  .option('-s, --seconds <n>', 'how long', positive, 60)
  .option('--seed <n>', 'the same seed gives the same histories', positive)
  .option('--path <text>', 'repeats one history, with its seed, by the path printed for it')
  .parse()
  .opts<{ seconds: number; seed?: number; path?: string }>();

const first = seed ?? Math.floor(Math.random() * 2 ** 30) + 1;
process.stderr.write(`seed ${first}\n`);
const started = performance.now();
const report = await simulateNodes({
  seed: first,
  histories: path === undefined ? Number.MAX_SAFE_INTEGER : 1,
  withinMs: seconds * 1_000,
  ...(path !== undefined && { path }),
  onHistory(histories) {
    const passed = Math.round((performance.now() - started) / 1_000);
    process.stderr.write(`\r${passed} s of ${seconds}: ${histories} histories      `);
  },
});
process.stderr.write('\n');
if (report.failure !== undefined) {
  const { error, history, path } = report.failure;
  console.log(error);
  console.log(history);
  console.log(`To repeat it: --seed ${first} --path ${path}`);
  process.exitCode = 1;
}
console.log(
  `${report.histories} histories; threads were planned again ${report.conflicts} times; ` +
    `${report.failure === undefined ? 'no guarantee was broken' : 'a guarantee is broken'}.`,
);
