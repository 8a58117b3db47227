/** One cell of an adapter: a run on a real runtime, without retries, and how it ends. */
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { textOf } from '@perdure/thread';
import { type Adapter, prompt } from '../clients/client.ts';
import { type FaultName, faults } from '../faults/index.ts';
import type { FailingServer } from '../server/failing-server.ts';
import type { AdapterSeen } from './seen.ts';

/** For the runtime's timeouts where silence is the fault, ms. */
const silence = { firstChunkMs: 1_000, idleMs: 1_000 };

export async function run(
  adapter: Adapter,
  fault: FaultName,
  server: FailingServer,
): Promise<AdapterSeen> {
  const { silent, caller } = faults[fault];
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: adapter.provider(server.url(adapter.wire, fault, adapter.version)),
    policy: { maxRetries: 0 },
    ...(silent !== undefined && { timeouts: silence }),
  });
  try {
    const thread = runtime.thread('t1');
    const text = () =>
      thread
        .getSnapshot()
        .messages.filter(({ role }) => role === 'assistant')
        .map(textOf)
        .join('');
    const begun = await thread.start({ prompt });
    const { unsubscribe } = thread.subscribe(() => {
      if (caller !== undefined && text() !== '') void begun.send({ type: 'run.cancel' });
    });
    const { status } = await begun.done();
    unsubscribe();
    const { failure } = begun.getSnapshot().context;
    return { status, text: text(), ...(failure && { failure }) };
  } finally {
    await runtime.close();
  }
}
