/**
 * The program that is killed: a runtime with a provider that fails, users, and reports of all that they were
 * shown. It ends by itself once all runs of the file are settled.
 */
import { flushCompileCache } from 'node:module';
import { createRuntime, type Store } from '@perdure/runtime';
import type { KillPoint } from '../kill-point.ts';
import { openReports, readReports } from '../report.ts';
import { KillSwitch } from './kill-switch.ts';
import { load } from './load.ts';
import { playScenes } from './scenes.ts';

/**
 * The whole of such a program, but for its store:
 *
 *     await runHost((file) => sqliteStore(file));
 *
 * Takes the file, the file of reports and the kill point (JSON) from the command line, as `killAndAudit` gives them.
 */
export async function runHost(openStore: (file: string) => Store): Promise<void> {
  const [, , file = '', reports = '', kill] = process.argv;
  // A process that is killed does not write its cache, and the next would compile all of it again.
  flushCompileCache();
  const killSwitch = new KillSwitch(
    kill === undefined ? undefined : (JSON.parse(kill) as KillPoint),
  );
  const report = openReports(reports);
  report({ type: 'life', pid: process.pid });
  const life = readReports(reports).filter(({ type }) => type === 'life').length;

  const runtime = await createRuntime({
    store: killSwitch.guard(openStore(file)),
    provider: playScenes(report, killSwitch),
    policy: { maxRetries: 100, baseMs: 20, maxMs: 40, parkAfterMs: 100 },
    checkpointMs: 10,
    onEvent(event) {
      report({ type: 'shown', to: 'listener', event });
      if (event.type === 'run.retrying' || event.type === 'run.parked')
        killSwitch.reach('inBackoff');
    },
    // Nothing goes wrong here that nobody waits for: what does is a defect, and ends the process.
    onError: (error) => setImmediate(() => Promise.reject(error)),
  });
  await load({ runtime, report, killSwitch, life });
  runtime.close();
}
