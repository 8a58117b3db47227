/** What those who look on cost: more subscribers of each thread, and the inspector with a receiver. */

import { startInspector } from '@perdure/inspect';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { median, throughput } from '../runs/throughput.ts';
import type { Contender } from '../runs/workload.ts';
import { flaky } from './providers.ts';

export interface Audience {
  /** `1 subscriber`, `inspector`. */
  who: string;
  runsPerSecond: number;
  /** Of the runs a second with one subscriber. */
  ratio: number;
}

const atOnce = 64;

export async function measureAudiences(
  folder: string,
  slotMs: number,
  repeats: number,
): Promise<Audience[]> {
  const contenders = [
    await watched(`${folder}/a1.db`, 1),
    await watched(`${folder}/a10.db`, 10),
    await watched(`${folder}/a100.db`, 100),
    await inspected(`${folder}/ai.db`),
  ];
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let repeat = 0; repeat <= repeats; repeat++)
    for (const contender of contenders) {
      const rate = await throughput(contender, atOnce, slotMs);
      // The first round warms up.
      if (repeat > 0) rates.get(contender.name)?.push(rate);
    }
  for (const contender of contenders) contender.close();
  const [one = []] = rates.values();
  return [...rates].map(([who, own]) => ({
    who,
    runsPerSecond: median(own),
    ratio: median(own.map((rate, index) => rate / (one[index] ?? Number.NaN))),
  }));
}

async function watched(file: string, subscribers: number): Promise<Contender> {
  const runtime = await createRuntime({
    store: sqliteStore(file),
    provider: flaky,
    policy: { baseMs: 0, maxMs: 0 },
  });
  return {
    name: `${subscribers} subscriber${subscribers === 1 ? '' : 's'}`,
    async run(id) {
      const thread = runtime.thread(id);
      let read = 0;
      const subscriptions = Array.from({ length: subscribers }, () =>
        thread.events$.subscribe(() => read++),
      );
      const run = await thread.start({ prompt: 'Why is the sky blue?' });
      await run.done();
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
    close: () => runtime.close(),
  };
}

/** As with one subscriber, and a receiver is told of every run. */
async function inspected(file: string): Promise<Contender> {
  const store = sqliteStore(file);
  const inspector = await startInspector({ store, port: 0 });
  const receiver = new WebSocket(inspector.socketUrl);
  let told = 0;
  receiver.addEventListener('message', () => told++);
  await new Promise((resolve, reject) => {
    receiver.addEventListener('open', resolve);
    receiver.addEventListener('error', reject);
  });
  const runtime = await createRuntime({
    store,
    provider: flaky,
    policy: { baseMs: 0, maxMs: 0 },
    onEvent: inspector.onEvent,
  });
  return {
    name: 'inspector',
    async run(id) {
      const thread = runtime.thread(id);
      let read = 0;
      const subscription = thread.events$.subscribe(() => read++);
      const run = await thread.start({ prompt: 'Why is the sky blue?' });
      await run.done();
      subscription.unsubscribe();
    },
    close() {
      if (told === 0) throw new Error('The receiver was told nothing.');
      receiver.close();
      void inspector.close().then(() => runtime.close());
    },
  };
}
