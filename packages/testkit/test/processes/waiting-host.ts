/**
 * A host process that does not use `runHost`. It brings one run into its back-off, queues a second run behind the
 * first, starts a third run whose stream hangs in the middle, and kills itself.
 */
import { hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { isDelta, isPruned } from '@perdure/thread';
import { openReports } from '../../src/processes/index.ts';

const [, , file = '', reports = ''] = process.argv;
const report = openReports(reports);
report({ type: 'process', pid: process.pid });

const failing = scripted([httpError(503)]);
const hanging = scripted([...say('Half a sentence, '), hang]);
const provider: Provider = (request) => (request.threadId === 't1' ? failing : hanging)(request);

const runtime = await createRuntime({ store: sqliteStore(file), provider });
const shown = new Set<string>();
for (const id of ['t1', 't2'])
  runtime.thread(id).events$.subscribe((event) => {
    if (isDelta(event) || isPruned(event)) return;
    report({ type: 'shown', to: 'reader', event });
    shown.add(event.type);
  });
for (const [threadId, runId] of [
  ['t1', 'waiting'],
  ['t1', 'queued'],
  ['t2', 'running'],
] as const) {
  await runtime.thread(threadId).start({ prompt: 'Why?', runId });
  report({ type: 'started', threadId, runId });
}
setInterval(() => {
  if (shown.has('run.retrying')) process.kill(process.pid, 'SIGKILL');
}, 10);
