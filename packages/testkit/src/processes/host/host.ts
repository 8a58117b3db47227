/**
 * The program that is killed: a runtime, a provider that fails, simulated users, and reports of what they are shown.
 */
import { flushCompileCache } from 'node:module';
import { createRuntime, type Store } from '@perdure/runtime';
import type { KillPoint } from '../kill-point.ts';
import { openReports, readReports } from '../report.ts';
import { KillSwitch } from './kill-switch.ts';
import { runLoad } from './load.ts';
import { scenarioProvider } from './scenarios.ts';

/**
 * The whole program of a host process, for one store:
 *
 *     await runHost((file) => sqliteStore(file));
 *
 * The command line has the database, the file of reports and the kill point (JSON), as `killAndAudit` passes them. The
 * promise resolves once all runs of the file are over.
 */
export async function runHost(openStore: (file: string) => Store): Promise<void> {
  const [, , file = '', reports = '', kill] = process.argv;
  // The cache is written now, because a killed process cannot write it, and the next one would compile everything
  // again.
  flushCompileCache();
  const killSwitch = new KillSwitch(
    kill === undefined ? undefined : (JSON.parse(kill) as KillPoint),
  );
  const report = openReports(reports);
  report({ type: 'process', pid: process.pid });
  const processNumber = readReports(reports).filter(({ type }) => type === 'process').length;

  const runtime = await createRuntime({
    store: killSwitch.guard(openStore(file)),
    provider: scenarioProvider(report, killSwitch),
    policy: { maxRetries: 100, baseMs: 20, maxMs: 40, parkAfterMs: 100 },
    checkpointMs: 10,
    onEvent(event) {
      report({ type: 'shown', to: 'listener', event });
      if (event.type === 'run.retrying' || event.type === 'run.parked')
        killSwitch.reach('inBackoff');
    },
    // An error that no caller waits for is a defect in this program, so such an error ends the process.
    onError: (error) => setImmediate(() => Promise.reject(error)),
  });
  await runLoad({ runtime, report, killSwitch, processNumber });
  await runtime.close();
}
