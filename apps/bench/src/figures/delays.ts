/** The delay of a piece of text from the provider to a subscriber, at the pace of a real model. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chunk, createRuntime, type Provider } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { piece, prompt } from '../contest/workload.ts';
import { median, quantile } from '../statistics.ts';
import { isolated, type Say } from './isolated.ts';

/** The figures of the delay. Each value is the median over the slots. */
export interface Delays {
  streams: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

export interface Given {
  folder: string;
  /** Number of runs that stream at once, each to one subscriber. */
  streams: number;
  slotMs: number;
  slots: number;
}

/** Time between two pieces, milliseconds: 100 tokens a second. */
const paceMs = 10;

export const delays = (given: Given, say: Say): Promise<Delays> =>
  isolated(import.meta.url, measureDelays, given, say);

export async function measureDelays(
  { folder, streams, slotMs, slots }: Given,
  say: Say,
): Promise<Delays> {
  const measured: number[][] = [];
  for (let slot = 0; slot <= slots; slot++) {
    say(`${streams} streams: ${slot === 0 ? 'warm up' : `${slot} of ${slots}`}`);
    const file = join(folder, `delays-${streams}-${slot}.db`);
    const slotDelays = await oneSlot(file, streams, slotMs);
    if (slot > 0) measured.push(slotDelays);
  }
  const of = (share: number) => median(measured.map((slot) => quantile(slot, share)));
  return { streams, p50Ms: of(0.5), p99Ms: of(0.99), maxMs: of(1) };
}

async function oneSlot(file: string, streams: number, ms: number): Promise<number[]> {
  /**
   * The time at which the last piece of a thread was sent, by thread. One time is enough, because the provider sends
   * the next piece only after this one was read.
   */
  const sentAt = new Map<string, number>();
  const measured: number[] = [];
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
          measured.push(performance.now() - (sentAt.get(thread.id) ?? Number.NaN));
      });
      const run = await thread.start({ prompt });
      await run.done();
      subscription.unsubscribe();
    }),
  );
  await runtime.close();
  return measured;
}
