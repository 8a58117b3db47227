/** A store that answers later: batches are planned on one another, and nothing is shown before it is written (G1, G2). */
import { answer, hang, scripted } from '@perdure/providers/scripted';
import type { BatchTrace } from '@perdure/runtime';
import { ledProvider } from '@perdure/testkit/provider';
import { isDelta, StoreWriteError, textOf } from '@perdure/thread';
import { describe, expect, it, vi } from 'vitest';
import { LaterStore } from './later-store.ts';
import { World } from './world.ts';

/** A world on a store that answers later. */
async function laterWorld(...scenes: Parameters<typeof scripted>) {
  const later = new LaterStore();
  const traces: BatchTrace[] = [];
  const provider = scripted(...scenes);
  const world = new World('memory', {
    store: later.store as never,
    trace: (trace) => traces.push(trace),
  });
  world.waitsForStore = false;
  const runtime = await world.start(provider);
  return { later, world, runtime, provider, traces };
}

describe('while a batch is being written', () => {
  it('the next one is planned, and neither is shown or takes effect', async () => {
    const { later, world, runtime, provider } = await laterWorld(answer('Yes.'));
    later.isAtOnce = false;
    const thread = runtime.thread('a');
    const seen: string[] = [];
    thread.events$.subscribe(({ type }) => seen.push(type));
    const first = thread.start({ prompt: '1', runId: 'a' });
    await world.untilIdle();
    void thread.start({ prompt: '2', runId: 'b', onQuestion: 'wait' });
    await world.untilIdle();
    expect(later.waiting).toHaveLength(2);
    expect([seen, provider.requests]).toEqual([[], []]);
    later.write(1);
    expect((await first).getSnapshot().value).toBe('running');
    await world.untilIdle();
    expect(seen).toContain('run.started');
    expect(provider.requests).toHaveLength(1);
    later.isAtOnce = true;
    later.write();
    await world.untilIdle();
    expect(later.inner.findRun('b')?.stored.state).toBe('completed');
  });

  it('a refusal waits for the batch on which it depends', async () => {
    const { later, world, runtime } = await laterWorld([hang]);
    later.isAtOnce = false;
    const thread = runtime.thread('a');
    void thread.start({ prompt: '1', runId: 'a' });
    await world.untilIdle();
    let receipt: unknown;
    void thread.send('a', { type: 'run.retryNow' }).then((given) => {
      receipt = given;
    });
    await world.untilIdle();
    expect(receipt).toBeUndefined();
    later.isAtOnce = true;
    later.write();
    await world.untilIdle();
    expect(receipt).toEqual({ accepted: false, reason: 'notApplicable' });
  });

  it('the end of the runtime waits for it', async () => {
    const { later, world, runtime } = await laterWorld([hang]);
    later.isAtOnce = false;
    void runtime.thread('a').start({ prompt: '1', runId: 'a' });
    await world.untilIdle();
    let isClosed = false;
    const closed = runtime.close().then(() => {
      isClosed = true;
    });
    await world.untilIdle();
    expect(isClosed).toBe(false);
    later.isAtOnce = true;
    later.write();
    await closed;
    expect(later.inner.findRun('a')?.stored.state).toBe('retrying');
  });
});

describe('while a cancel is being written', () => {
  async function cancelled() {
    const later = new LaterStore();
    const { provider, send: tell } = ledProvider();
    const world = new World('memory', { store: later.store as never });
    world.waitsForStore = false;
    const thread = (await world.start(provider)).thread('a');
    const seen: string[] = [];
    thread.stream({ seq: 0 }).subscribe((item) => {
      if (isDelta(item) && 'text' in item.part) seen.push(item.part.text);
    });
    const run = await thread.start({ prompt: '?', runId: 'a' });
    tell({ type: 'text', text: 'Yes' });
    await world.untilIdle();
    later.isAtOnce = false;
    const receipt = run.send({ type: 'run.cancel' });
    await world.untilIdle();
    tell({ type: 'text', text: ', but' });
    await world.untilIdle();
    expect(seen).toEqual(['Yes']);
    return { later, world, seen, receipt, tell };
  }

  /** The text of the recorded answer. */
  const answerIn = ({ inner }: LaterStore) => {
    const ends = inner.events('a', 0, 100).filter((event) => 'message' in event);
    const last = ends.at(-1);
    return last !== undefined && 'message' in last ? textOf(last.message) : undefined;
  };

  it('readers are shown no more of the answer than is recorded', async () => {
    const { later, world, seen, receipt } = await cancelled();
    later.write();
    expect(await receipt).toEqual({ accepted: true });
    await world.untilIdle();
    expect(seen).toEqual(['Yes']);
    expect(answerIn(later)).toBe('Yes');
  });

  it('which is refused, the answer goes on where it was', async () => {
    const { later, world, seen, receipt, tell } = await cancelled();
    later.refuse = () => {
      throw new StoreWriteError('full', 'no room');
    };
    later.write();
    await expect(receipt).rejects.toMatchObject({ reason: 'full' });
    later.refuse = () => {};
    later.isAtOnce = true;
    tell({ type: 'text', text: ' not.' }, { type: 'finish', reason: 'stop' });
    await world.untilIdle();
    expect(seen.join('')).toBe('Yes, but not.');
    expect(answerIn(later)).toBe('Yes, but not.');
  });
});

describe('a batch that can not be written', () => {
  it('is planned again plan by plan, and those planned on it after it', async () => {
    const { later, world, runtime } = await laterWorld([hang], [hang], [hang]);
    later.isAtOnce = false;
    later.refuse = (writes) => {
      if (writes.some((write) => 'threadId' in write && write.threadId === 'bad'))
        throw new Error('constraint failed');
    };
    const started = ['bad', 'good'].map((id) =>
      runtime.thread(id).start({ prompt: '?', runId: id }),
    );
    await world.untilIdle();
    const behind = runtime.thread('good').start({ prompt: '?', runId: 'behind' });
    await world.untilIdle();
    expect(later.waiting).toHaveLength(2);
    later.isAtOnce = true;
    later.write();
    await expect(started[0]).rejects.toMatchObject({ name: 'StoreWriteError', reason: 'unknown' });
    expect((await started[1])?.getSnapshot().value).toBe('running');
    expect((await behind).getSnapshot().value).toBe('queued');
    expect(later.inner.findRun('bad')).toBeUndefined();
  });

  it('lets nothing be planned on what it would have changed', async () => {
    const { later, world, runtime } = await laterWorld([hang], [hang]);
    const thread = runtime.thread('a');
    later.isAtOnce = false;
    const first = thread.start({ prompt: '?', runId: 'a' });
    await world.untilIdle();
    const behind = thread.start({ prompt: '?', runId: 'b' });
    await world.untilIdle();
    later.refuse = (writes) => {
      if (writes.some((write) => 'run' in write && write.run.id === 'a'))
        throw new Error('constraint failed');
    };
    later.isAtOnce = true;
    later.write();
    await expect(first).rejects.toMatchObject({ name: 'StoreWriteError' });
    const last = thread.start({ prompt: '?', runId: 'c' });
    expect((await behind).getSnapshot().value).toBe('running');
    expect((await last).getSnapshot().value).toBe('queued');
  });

  it('for a lock rejects its plans, and those after it are planned again', async () => {
    const { later, world, runtime } = await laterWorld([hang], [hang]);
    later.isAtOnce = false;
    const first = runtime.thread('a').start({ prompt: '?', runId: 'a' });
    await world.untilIdle();
    const second = runtime.thread('a').start({ prompt: '?', runId: 'b' });
    await world.untilIdle();
    let isLocked = true;
    later.refuse = () => {
      if (isLocked) throw new StoreWriteError('locked', new Error('database is locked'));
    };
    later.isAtOnce = true;
    later.write();
    isLocked = false;
    await expect(first).rejects.toMatchObject({ reason: 'locked' });
    await vi.waitFor(() => expect(world.timers.size).toBeGreaterThan(0));
    await world.pass(250);
    expect((await second).getSnapshot().value).toBe('running');
    expect(later.inner.findRun('a')).toBeUndefined();
  });
});

it('plans of a thread that has lost a race are planned again, and the others are not', async () => {
  const { later, runtime, traces } = await laterWorld([hang], [hang]);
  let losses = 0;
  later.isLost = (threadId) => threadId === 'a' && ++losses <= 2;
  const started = ['a', 'b'].map((id) => runtime.thread(id).start({ prompt: '?', runId: id }));
  for (const run of await Promise.all(started)) expect(run.getSnapshot().value).toBe('running');
  const planned = traces.flatMap(({ plans }) => plans.map(({ name }) => name));
  expect(planned.filter((name) => name === 'start a').length).toBeGreaterThan(1);
  expect(planned.filter((name) => name === 'start b')).toHaveLength(1);
  const events = later.inner.events('a', 0, 10).map(({ type }) => type);
  expect(events).toEqual(['run.queued', 'message.completed', 'run.started', 'attempt.started']);
});
