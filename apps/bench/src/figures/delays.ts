/** How long a piece of text is on its way from the provider to a subscriber, at the pace of a real model. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chunk, createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { piece } from '../runs/workload.ts';

export interface Delays {
  streams: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** Between two pieces: 100 tokens a second. Milliseconds. */
const paceMs = 10;

/** So many runs stream at once, each to one subscriber, for so long. */
export async function measureDelays(file: string, streams: number, ms: number): Promise<Delays> {
  /** When the piece that is on its way in a thread was sent: a provider waits until it has been taken. */
  const sentAt = new Map<string, number>();
  const delays: number[] = [];
  const end = performance.now() + ms;
  const provider: Provider = async function* ({ threadId }): AsyncGenerator<Chunk> {
    while (performance.now() < end) {
      await sleep(paceMs);
      sentAt.set(threadId, performance.now());
      yield { type: 'text', text: piece };
    }
    yield { type: 'finish', reason: 'stop' };
  };
  const runtime = await createRuntime({ store: sqliteStore(file), provider });
  await Promise.all(
    Array.from({ length: streams }, async (_, index) => {
      const thread = runtime.thread(`t${index}`);
      const subscription = thread.events$.subscribe((item) => {
        if (item.type === 'message.delta')
          delays.push(performance.now() - (sentAt.get(thread.id) ?? 0));
      });
      const run = await thread.start({ prompt: 'Why is the sky blue?' });
      await run.done();
      subscription.unsubscribe();
    }),
  );
  runtime.close();
  delays.sort((a, b) => a - b);
  const at = (share: number) => delays[Math.floor(delays.length * share)] ?? Number.NaN;
  return { streams, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: delays.at(-1) ?? Number.NaN };
}
