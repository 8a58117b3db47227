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
const started = performance.now();
const passed = () => (performance.now() - started) / 1_000;
/** Histories of one seed. */
const groupSize = 100;
let [histories, conflicts, isBroken] = [0, 0, false];

// Groups, because one of unknown length would go through its histories after the time is over, too.
for (let group = first; !isBroken && (group === first || passed() < seconds); group++) {
  const report = await simulateNodes({
    seed: group,
    histories: path === undefined ? groupSize : 1,
    ...(path !== undefined && { path }),
  });
  histories += report.histories;
  conflicts += report.conflicts;
  process.stderr.write(`\r${Math.round(passed())} s of ${seconds}: ${histories} histories      `);
  if (report.failure !== undefined) {
    isBroken = true;
    console.log('\n', report.failure.error);
    console.log(report.failure.history);
    console.log(`To repeat it: --seed ${group} --path ${report.failure.path}`);
  }
  if (path !== undefined) break;
}
process.stderr.write('\n');
process.exitCode = isBroken ? 1 : 0;
console.log(
  `${histories} histories; threads were planned again ${conflicts} times; ` +
    `${isBroken ? 'a guarantee is broken' : 'no guarantee was broken'}.`,
);
