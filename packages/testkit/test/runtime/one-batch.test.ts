/** Tests of several events in one batch, and of what readers see of the batch (G4, G7, G8). */
import { answer, cut, httpError, say, scripted } from '@perdure/providers/scripted';
import type { Chunk } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { ledProvider } from '@perdure/testkit/provider';
import { fold, StoreWriteError, textOf } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const cancel = { type: 'run.cancel' } as const;

/** Waits for microtasks, so that the attempt reads what the provider yields before the next batch runs. */
const microtasks = async () => {
  for (let n = 0; n < 20; n++) await null;
};

describe.each(stores)('on the %s store', (name) => {
  it('a finished model step stays completed if the run is cancelled in its batch', async () => {
    const { provider, send: tell } = ledProvider();
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    tell({ type: 'text', text: 'One.' }, { type: 'finishStep' });
    await microtasks();
    await run.send(cancel);
    await world.untilIdle();
    expect(world.types().slice(-2)).toEqual(['message.completed', 'run.cancelled']);
    expect(world.types()).not.toContain('message.failed');
    expect(world.store.history(run.id)).toHaveLength(2);
  });

  it('a finished model step stays completed if a checkpoint follows in its batch', async () => {
    const { provider, send: tell } = ledProvider();
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.untilIdle();
    tell({ type: 'text', text: 'One.' }, { type: 'finishStep' });
    await microtasks();
    await world.pass(1_000);
    expect(world.store.history(run.id)).toHaveLength(2);
    expect(world.store.findStreamingMessage(run.id)).toBeUndefined();
  });

  it('a view that is read in the callback of a retry has no partial message', async () => {
    const world = new World(name);
    const runtime = await world.start(scripted([...say('Half'), cut]));
    const view = runtime.thread('t1');
    const thread = runtime.thread('t1');
    const seen: string[][] = [];
    thread.events$.subscribe(({ type }) => {
      if (type === 'run.retrying') seen.push(view.getSnapshot().messages.map(textOf));
    });
    await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(seen).toEqual([['Why?']]);
  });

  it('a partial message that a crash has lost unrecorded leaves the view of a reader that stayed', async () => {
    const { provider, send: tell } = ledProvider();
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    tell({ type: 'text', text: 'Half a sen' });
    await world.untilIdle();
    const before = thread.getSnapshot();
    expect(before.messages.map(textOf)).toEqual(['Why?', 'Half a sen']);
    await world.restart(scripted(answer('Whole.')));
    await world.pass(2_000);
    const after = world.store.events('t1', before.seq, 100).reduce(fold, before);
    expect(after.messages.map(textOf)).toEqual(['Why?', 'Whole.']);
  });

  it('a queued prompt stands after the answer before it, live as after a reload', async () => {
    const { provider, send: tell } = ledProvider();
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    thread.subscribe(() => {});
    await thread.start({ prompt: '1' });
    await thread.start({ prompt: '2' });
    await world.untilIdle();
    tell({ type: 'text', text: 'One.' }, { type: 'finish', reason: 'stop' });
    await world.untilIdle();
    const live = thread.getSnapshot().messages.map(textOf);
    const fresh = world.runtime.thread('t1').getSnapshot().messages.map(textOf);
    expect(live).toEqual(['1', 'One.', '2']);
    expect(fresh).toEqual(live);
  });

  it('a tool result without a JSON form fails its attempt', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const result = { type: 'toolResult', id: 'c', name: 'x', output: circular } as unknown as Chunk;
    const world = new World(name);
    const provider = scripted([...say('Calling.'), result]);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    expect(await run.done()).toMatchObject({ status: 'failed', failure: { kind: 'unknown' } });
  });
});

it('the end of an attempt is recorded a second later if the store cannot be read', async () => {
  const store = memoryStore();
  let breaks = false;
  const world = new World('memory', {
    store: wrapStore(store, {
      // What was not written is read again.
      commit(writes) {
        if (breaks) throw new StoreWriteError('io', new Error('disk I/O error'));
        return store.commit(writes);
      },
      load(reads) {
        if (breaks) throw new Error('disk I/O error');
        return store.load(reads);
      },
    }),
  });
  const runtime = await world.start(async function* () {
    yield { type: 'text', text: 'Yes.' };
    breaks = true;
    yield { type: 'finish', reason: 'stop' };
  });
  const run = await runtime.thread('t1').start({ prompt: 'Why?' });
  await world.pass(1_000);
  await world.untilIdle();
  breaks = false;
  expect(run.getSnapshot().value).toBe('running');
  await world.pass(999);
  expect(run.getSnapshot().value).toBe('running');
  await world.pass(1);
  expect(run.getSnapshot().value).toBe('completed');
});

it('a tool result is held while the disk is full, and the attempt goes on when there is room', async () => {
  const inner = memoryStore();
  let isFull = false;
  const world = new World('memory', {
    store: wrapStore(inner, {
      commit(writes) {
        if (isFull) throw new Error('disk full');
        return inner.commit(writes);
      },
    }),
  });
  const runtime = await world.start(async function* () {
    isFull = true;
    yield { type: 'toolResult', id: 'c', name: 'pay', output: 'paid' };
    yield { type: 'text', text: 'Paid.' };
    yield { type: 'finish', reason: 'stop' };
  });
  const run = await runtime.thread('t1').start({ prompt: 'Pay' });
  await world.untilIdle();
  isFull = false;
  await world.pass(1_000);
  expect(await run.done()).toMatchObject({ status: 'completed' });
});

it('a recovery that cannot be written in part starts nothing', async () => {
  const world = new World('memory');
  const first = await world.start(scripted([{ type: 'hang' }]));
  const bad = await first.thread('t1').start({ prompt: '1' });
  await first.thread('t2').start({ prompt: '2' });
  world.die();
  await first.close();
  const store = world.reopen();
  world.store = wrapStore(store, {
    commit(writes) {
      if (writes.some((write) => 'runId' in write && write.runId === bad.id)) {
        throw new Error('disk full');
      }
      return store.commit(writes);
    },
  });
  const provider = scripted([httpError(503)]);
  await expect(world.start(provider)).rejects.toMatchObject({ name: 'StoreWriteError' });
  await world.pass(60_000);
  expect(provider.requests).toEqual([]);
});
