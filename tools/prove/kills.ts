/** `pnpm kills --kills 300`: kills processes at every kill place. Exits with code 1 if a guarantee is broken. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuaranteeError } from '@perdure/testkit';
import { planKills, survive } from '@perdure/testkit/processes';
import { Command, InvalidArgumentError } from 'commander';

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
};

const { kills, seed } = new Command('kills')
  .description('Kills processes of a host, and audits the file that each leaves.')
  .option('-k, --kills <n>', 'processes to kill', wholeNumber, 300)
  .option(
    '-s, --seed <n>',
    'seed of the kill points; the same seed gives the same plan',
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
  const report = await survive({
    folder,
    hostProcess: join(import.meta.dirname, '../../packages/testkit/test/processes/sqlite-host.ts'),
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
  const places = Object.entries(report.kills).map(([place, count]) => `${place} ${count}`);
  console.log(
    `${killed} kills (${places.join(', ')}), ${report.restarts} restarts, ${report.events} events recorded and ` +
      `${report.shown} shown, ${report.calls} calls, ${report.finished} runs over.`,
  );
} catch (error) {
  if (!(error instanceof GuaranteeError)) throw error;
  process.stderr.write('\n');
  console.log(`${error.message}\nAgain: pnpm kills --kills ${kills} --seed ${seed}`);
  process.exitCode = 1;
}
