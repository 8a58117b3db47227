/**
 * A node in a process of its own, for tests that kill or freeze it. It starts a run in the thread `t1`, whose answer goes on
 * until its attempt is stopped, and tells its parent what happens.
 *
 * Arguments: URL, schema.
 */
import { createRuntime } from '@perdure/runtime';
import { postgresStore } from '../src/index.ts';

const [, , url = '', schema = ''] = process.argv;
const tell = (what: string) => process.send?.(what);

const runtime = await createRuntime({
  store: postgresStore(url, { schema, leaseMs: 3_000 }),
  provider: async function* ({ signal, idempotencyKey }) {
    tell(`began ${idempotencyKey}`);
    signal.addEventListener('abort', () => tell('aborted'));
    for (let at = 0; !signal.aborted; at++) {
      yield { type: 'text', text: `${at} ` };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },
  checkpointMs: 100,
});
await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
tell('started');
