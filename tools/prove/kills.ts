/** `pnpm kills --kills 300`: kills processes at every place where it matters, with progress. Exits with 1 on a breach. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { BrokenGuaranteeError, planKills, survive } from '../src/processes/index.ts';

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
};

const { kills, seed } = new Command('kills')
  .description('Kills processes that run agents, and audits what each leaves behind.')
  .option('-k, --kills <n>', 'lives to kill', wholeNumber, 300)
  .option(
    '-s, --seed <n>',
    'where to kill: the same number, the same plan',
    wholeNumber,
    Date.now() % 1e6,
  )
  .parse()
  .opts<{ kills: number; seed: number }>();

const folder = mkdtempSync(join(tmpdir(), 'perdure-kills-'));
const started = Date.now();
const seconds = () => (Date.now() - started) / 1_000;
let killed = 0;

try {
  const survival = await survive({
    folder,
    hostProcess: join(import.meta.dirname, '../test/processes/sqlite-host.ts'),
    files: planKills(kills, seed),
    onKill() {
      killed++;
      process.stderr.write(
        `\r${killed} of ${kills} killed, ${(killed / seconds()).toFixed(1)} a second      `,
      );
    },
  });
  process.stderr.write('\n');
  rmSync(folder, { recursive: true });
  const places = Object.entries(survival.kills).map(([place, count]) => `${place} ${count}`);
  console.log(
    `${killed} kills (${places.join(', ')}), ${survival.restarts} restarts, ${survival.events} events recorded and ` +
      `${survival.shown} shown, ${survival.calls} calls, ${survival.settled} runs settled.`,
  );
} catch (error) {
  if (!(error instanceof BrokenGuaranteeError)) throw error;
  process.stderr.write('\n');
  console.log(`${error.message}\nAgain: pnpm kills --kills ${kills} --seed ${seed}`);
  process.exitCode = 1;
}
