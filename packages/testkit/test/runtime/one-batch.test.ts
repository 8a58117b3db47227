/** Things that meet in one turn of the event loop, and what their readers see of it (G4, G7, G8). */
import { answer, cut, httpError, puppet, say, scripted } from '@perdure/providers/scripted';
import { type Chunk, textOf } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const cancel = { type: 'run.cancel' } as const;

/** Lets what was told arrive, but not the turn be taken. */
const microtasks = async () => {
  for (let n = 0; n < 20; n++) await null;
};

describe.each(stores)('on the %s store', (name) => {
  it('a step that is whole stays whole when the run is cancelled in its turn', async () => {
    const { provider, tell } = puppet();
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.quiet();
    tell({ type: 'text', text: 'One.' }, { type: 'step' });
    await microtasks();
    await run.send(cancel);
    await world.quiet();
    expect(world.words().slice(-2)).toEqual(['message.completed', 'run.cancelled']);
    expect(world.words()).not.toContain('message.failed');
    expect(world.store.history(run.id)).toHaveLength(2);
  });

  it('a step that is whole stays whole when a checkpoint comes in its turn', async () => {
    const { provider, tell } = puppet();
    const world = new World(name);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.quiet();
    tell({ type: 'text', text: 'One.' }, { type: 'step' });
    await microtasks();
    await world.pass(1_000);
    expect(world.store.history(run.id)).toHaveLength(2);
    expect(world.store.findStreamingMessage(run.id)).toBeUndefined();
  });

  it('who looks while being told of a retry does not see the void half', async () => {
    const world = new World(name);
    const runtime = await world.start(scripted([...say('Half'), cut]));
    const view = runtime.thread('t1');
    const thread = runtime.thread('t1');
    const seen: string[][] = [];
    thread.events$.subscribe(({ type }) => {
      if (type === 'run.retrying') seen.push(view.getSnapshot().messages.map(textOf));
    });
    await thread.start({ prompt: 'Why?' });
    await world.quiet();
    expect(seen).toEqual([['Why?']]);
  });

  it('a half that died before it was ever recorded is gone from the view of a reader that stayed', async () => {
    const { provider, tell } = puppet();
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    await thread.start({ prompt: 'Why?' });
    await world.quiet();
    tell({ type: 'text', text: 'Half a sen' });
    await world.quiet();
    const before = thread.getSnapshot();
    expect(before.messages.map(textOf)).toEqual(['Why?', 'Half a sen']);
    const runtime = await world.restart(scripted(answer('Whole.')));
    await world.pass(2_000);
    const { fold } = await import('@perdure/runtime');
    const after = runtime ? world.store.events('t1', before.seq, 100).reduce(fold, before) : before;
    expect(after.messages.map(textOf)).toEqual(['Why?', 'Whole.']);
  });

  it('a prompt that waits stands after the answer before it, live as after a reload', async () => {
    const { provider, tell } = puppet();
    const world = new World(name);
    const thread = (await world.start(provider)).thread('t1');
    thread.subscribe(() => {});
    await thread.start({ prompt: '1' });
    await thread.start({ prompt: '2' });
    await world.quiet();
    tell({ type: 'text', text: 'One.' }, { type: 'finish', reason: 'stop' });
    await world.quiet();
    const live = thread.getSnapshot().messages.map(textOf);
    const fresh = world.runtime.thread('t1').getSnapshot().messages.map(textOf);
    expect(live).toEqual(['1', 'One.', '2']);
    expect(fresh).toEqual(live);
  });

  it('what a tool answers that is no JSON fails its attempt, and the run can still be left', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const result = { type: 'toolResult', id: 'c', name: 'x', output: circular } as unknown as Chunk;
    const world = new World(name);
    const provider = scripted([...say('Calling.'), result]);
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    expect(await run.done()).toMatchObject({ status: 'failed', failure: { kind: 'unknown' } });
  });
});

it('a run whose end cannot be read for a moment is recorded a moment later', async () => {
  const store = memoryStore();
  let breaks = false;
  const world = new World('memory', {
    store: {
      ...store,
      findQueuedRuns(threadId) {
        if (breaks) throw new Error('disk I/O error');
        return store.findQueuedRuns(threadId);
      },
    },
  });
  const runtime = await world.start(async function* () {
    yield { type: 'text', text: 'Yes.' };
    breaks = true;
    yield { type: 'finish', reason: 'stop' };
  });
  const run = await runtime.thread('t1').start({ prompt: 'Why?' });
  await world.quiet();
  breaks = false;
  expect(run.getSnapshot().value).toBe('running');
  await world.pass(1_000);
  expect(run.getSnapshot().value).toBe('completed');
});

it('a tool result that finds the disk full is held, and the attempt goes on when there is room', async () => {
  const inner = memoryStore();
  let isFull = false;
  const world = new World('memory', {
    store: {
      ...inner,
      commit(writes) {
        if (isFull) throw new Error('disk full');
        return inner.commit(writes);
      },
    },
  });
  const runtime = await world.start(async function* () {
    isFull = true;
    yield { type: 'toolResult', id: 'c', name: 'pay', output: 'paid' };
    yield { type: 'finish', reason: 'stop' };
  });
  const run = await runtime.thread('t1').start({ prompt: 'Pay' });
  await world.quiet();
  isFull = false;
  await world.pass(1_000);
  expect(await run.done()).toMatchObject({ status: 'completed' });
});

it('a recovery of which a part cannot be written leaves nothing running', async () => {
  const world = new World('memory');
  const first = await world.start(scripted([{ type: 'hang' }]));
  const bad = await first.thread('t1').start({ prompt: '1' });
  await first.thread('t2').start({ prompt: '2' });
  first.close();
  const { store } = world;
  world.store = {
    ...store,
    commit(writes) {
      if (writes.some((write) => 'runId' in write && write.runId === bad.id)) {
        throw new Error('disk full');
      }
      return store.commit(writes);
    },
  };
  const provider = scripted([httpError(503)]);
  await expect(world.start(provider)).rejects.toMatchObject({ name: 'StoreWriteError' });
  await world.pass(60_000);
  expect(provider.requests).toEqual([]);
});
