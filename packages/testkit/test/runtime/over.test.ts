/** Once an attempt is over, however it ended: nothing of it is left at the provider, on the clock, or in memory. */
import { getEventListeners } from 'node:events';
import type { Chunk, Provider, Runtime } from '@perdure/runtime';
import { type LocalStore, wrapStore } from '@perdure/runtime/store';
import { StoreWriteError } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { type StoreName, stores, World } from './world.ts';

const text: Chunk = { type: 'text', text: 'Half ' };
const finish: Chunk = { type: 'finish', reason: 'stop' };
const question: Chunk = { type: 'ask', question: 'May I?' };
const cancel = { type: 'run.cancel' } as const;
const cut = Object.assign(new Error('terminated'), { code: 'ECONNRESET' });
const refused = Object.assign(new Error('No.'), { statusCode: 401 });
const limited = Object.assign(new Error('Later.'), {
  statusCode: 429,
  responseHeaders: { 'retry-after': '3600' },
});

interface Opened {
  closed: number;
  signal: AbortSignal;
}

/** A provider whose streams say what is given, and then throw or hang. It counts how often each was closed. */
function counting(says: readonly Chunk[], then: Error | 'hangs', failsToClose = false) {
  const streams: Opened[] = [];
  const provider: Provider = ({ signal }) => {
    const stream: Opened = { closed: 0, signal };
    streams.push(stream);
    const left = [...says];
    return {
      [Symbol.asyncIterator]: () => ({
        next() {
          const value = left.shift();
          if (value !== undefined) return Promise.resolve({ done: false, value });
          return then === 'hangs' ? new Promise<never>(() => {}) : Promise.reject(then);
        },
        return() {
          stream.closed++;
          if (failsToClose) return Promise.reject(new Error('It can not be closed.'));
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
  };
  return { provider, streams };
}

/** A store that has no room any more once it is filled. */
function fillable(
  name: StoreName,
  reason: StoreWriteError['reason'] = 'full',
): { store: LocalStore; fill: () => void } {
  const { store } = new World(name);
  let isFull = false;
  const commit: LocalStore['commit'] = (writes) => {
    if (isFull) throw new StoreWriteError(reason, undefined);
    return store.commit(writes);
  };
  const fill = () => {
    isFull = true;
  };
  return { store: wrapStore(store, { commit }), fill };
}

interface End {
  says: readonly Chunk[];
  error?: Error;
  /** What ends the attempt; nothing if the provider does. */
  by?: (world: World, runtime: Runtime, runId: string) => unknown;
  /** Timers that the run itself needs from then on: that of its wait. */
  waits?: number;
}

const ends: Record<string, End> = {
  'its answer': { says: [text, finish] },
  'a question': { says: [text, question] },
  'a failure that is tried again': { says: [text], error: cut, waits: 1 },
  'a failure that parks its run': { says: [text], error: limited, waits: 1 },
  'a failure for good': { says: [text], error: refused },
  'a cancel in mid-stream': {
    says: [text],
    by: async (_, runtime, id) => (await runtime.run(id))?.send(cancel),
  },
  'a cancel before the first chunk': {
    says: [],
    by: async (_, runtime, id) => (await runtime.run(id))?.send(cancel),
  },
  'a cancel while a tool is at work': {
    says: [{ type: 'toolCall', id: 'c1', name: 'build', input: {} }],
    by: async (_, runtime, id) => (await runtime.run(id))?.send(cancel),
  },
  silence: { says: [text], by: (world) => world.pass(60_000), waits: 1 },
  'the end of the runtime': { says: [text], by: (_, runtime) => runtime.close() },
};

describe.each(stores)('on the %s store, once an attempt is over by', (name) => {
  it.each(Object.entries(ends))('%s', async (_, { says, error, by, waits = 0 }) => {
    const { provider, streams } = counting(says, error ?? 'hangs');
    const world = new World(name);
    const runtime = await world.start(provider);
    const run = await runtime.thread('t1').start({ prompt: 'Go.' });
    await world.untilIdle();
    await by?.(world, runtime, run.id);
    await world.untilIdle();

    const [stream] = streams;
    expect(streams).toHaveLength(1);
    expect(stream?.closed).toBe(1);
    expect(getEventListeners(stream?.signal as AbortSignal, 'abort')).toEqual([]);
    expect(world.timers.size).toBe(waits);
  });

  it('the end of a runtime that can record nothing any more', async () => {
    const { provider, streams } = counting([text], 'hangs');
    const { store, fill } = fillable(name);
    const world = new World(name, { store });
    const runtime = await world.start(provider);
    await runtime.thread('t1').start({ prompt: 'Go.' });
    await world.untilIdle();
    fill();
    await runtime.close();
    await world.untilIdle();
    expect(streams[0]).toMatchObject({ closed: 1, signal: { aborted: true } });
    expect(world.timers.size).toBe(0);
  });

  it.each(['full', 'unknown'] as const)(
    'the end of a runtime that tries to record its end: %s',
    async (reason) => {
      const { store, fill } = fillable(name, reason);
      const world = new World(name, { store });
      const runtime = await world.start(async function* () {
        yield text;
        fill();
        yield finish;
      });
      await runtime.thread('t1').start({ prompt: 'Go.' });
      for (let second = 0; second < 20; second++) await world.pass(1_000);
      expect(world.timers.size).toBeGreaterThan(0);
      await runtime.close();
      await world.untilIdle();
      expect(world.timers.size).toBe(0);
    },
  );

  it('a cancel, an error of its clean-up reaches nobody', async () => {
    const { provider, streams } = counting([text], 'hangs', true);
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Go.' });
    await world.untilIdle();
    await run.send(cancel);
    await world.untilIdle();
    expect(streams[0]?.closed).toBe(1);
    expect(world.errors).toEqual([]);
  });
});

describe.each(stores)('on the %s store, once a run is over', (name) => {
  it('no timer is left of a long conversation, and a closed runtime leaves none of a wait', async () => {
    const { provider } = counting([text, finish], 'hangs');
    const world = new World(name);
    const runtime = await world.start(provider);
    for (let n = 0; n < 20; n++)
      await (await runtime.thread('t1').start({ prompt: `${n}` })).done();
    await world.untilIdle();
    expect(world.timers.size).toBe(0);

    await world.restart(counting([], cut).provider);
    await world.runtime.thread('t1').start({ prompt: 'Once more.' });
    await world.untilIdle();
    expect(world.timers.size).toBe(1);
    await world.runtime.close();
    await world.untilIdle();
    expect(world.timers.size).toBe(0);
    await world.pass(100_000);
    expect(world.errors).toEqual([]);
  });

  it('all waits have one timer, and a command in the last moment of a runtime arms none', async () => {
    const world = new World(name);
    const runtime = await world.start(counting([], cut).provider);
    const run = await runtime.thread('t1').start({ prompt: 'Go.' });
    await world.untilIdle();
    await runtime.thread('t2').start({ prompt: 'Go.' });
    await world.untilIdle();
    expect(world.timers.size).toBe(1);
    const sent = run.send(cancel);
    await runtime.close();
    expect(await sent).toEqual({ accepted: true });
    await world.untilIdle();
    expect(world.timers.size).toBe(0);
  });

  it('a deadline that could not be recorded before the end is not tried again after it', async () => {
    const { store, fill } = fillable(name);
    const world = new World(name, { store });
    const runtime = await world.start(counting([], cut).provider);
    await runtime.thread('t1').start({ prompt: 'Go.' });
    await world.untilIdle();
    fill();
    const passed = world.pass(2_000);
    await runtime.close();
    await passed;
    expect(world.timers.size).toBe(0);
    expect(world.errors).toEqual([]);
  });

  it('a half whose run waits is in no view above the answer, whether it retries or parks', async () => {
    for (const failure of [cut, limited]) {
      const world = new World(name);
      let calls = 0;
      const runtime = await world.start(async function* () {
        yield { type: 'text', text: calls === 0 ? 'Half' : 'Whole.' };
        if (calls++ === 0) throw failure;
        yield finish;
      });
      const thread = runtime.thread('t1');
      const run = await thread.start({ prompt: 'Why?' });
      await world.untilIdle();
      expect(thread.getSnapshot().messages.map(({ role }) => role)).toEqual(['user']);
      await world.pass(3_600_000);
      await run.done();
      expect(thread.getSnapshot().messages.map(({ status }) => status)).toEqual([
        'completed',
        'completed',
      ]);
      await runtime.close();
    }
  });
});
