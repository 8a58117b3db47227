/** `pnpm paths --retries 5`: replays every simple path on a real actor, with progress. */
import { Command, InvalidArgumentError } from 'commander';
import { replay } from './replay.ts';
import { allTransitions } from './transitions.ts';
import { simplePaths } from './walk.ts';

const wholeNumber = (text: string): number => {
  if (!/^[0-9]$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 to 9.');
  return Number(text);
};

const { retries } = new Command('paths')
  .description(
    'Replays every simple path of the run machine on a real actor with a simulated clock.',
  )
  .option(
    '-r, --retries <n>',
    'retries the run may use up; each makes about seven times the paths',
    wholeNumber,
    3,
  )
  .parse()
  .opts<{ retries: number }>();

const input = { policy: { maxRetries: retries } };
const taken = new Set<string>();

process.stderr.write('Counting paths …');
let total = 0;
for (const _ of simplePaths(input)) total++;

const started = Date.now();
let done = 0;
let steps = 0;
for (const path of simplePaths(input)) {
  replay(path, input, taken);
  steps += path.steps.length - 1;
  if (++done % 1_000 === 0 || done === total) progress();
}
process.stderr.write('\n');

const missed = allTransitions().filter((name) => !taken.has(name));
console.log(
  `${done} paths, ${steps} steps, ${taken.size} of ${allTransitions().length} transitions.`,
);
if (missed.length > 0) console.log(`Not on a simple path: ${missed.join(' · ')}`);

function progress(): void {
  const seconds = (Date.now() - started) / 1_000;
  const left = Math.ceil((seconds / done) * (total - done));
  const percent = Math.floor((done / total) * 100);
  process.stderr.write(`\r${done} of ${total} paths replayed (${percent} %), ${left} s left      `);
}
