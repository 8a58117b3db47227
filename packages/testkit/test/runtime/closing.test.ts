/** What is said at the door, and what is left of a runtime that was closed. */
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const closed = expect.objectContaining({ name: 'RuntimeClosedError' });

describe.each(stores)('on the %s store, after the end', (name) => {
  async function closedWorld() {
    const world = new World(name);
    const runtime = await world.start(scripted([hang]));
    const thread = runtime.thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const waiting = run.done();
    waiting.catch(() => {});
    runtime.close();
    return { runtime, thread, run, waiting };
  }

  it('a run stands as it was last seen, and nobody waits for it in vain', async () => {
    const { run, waiting } = await closedWorld();
    expect(run.getSnapshot().value).toBe('running');
    await expect(waiting).rejects.toEqual(closed);
    await expect(run.done()).rejects.toEqual(closed);
    await expect(run.send({ type: 'run.cancel' })).rejects.toEqual(closed);
  });

  it('a stream and a look say so', async () => {
    const { runtime, thread, run } = await closedWorld();
    let error: unknown;
    thread.events$.subscribe({ error: (reason) => (error = reason) });
    expect(error).toEqual(closed);
    expect(() => runtime.run(run.id)).toThrow(closed);
    await expect(thread.start({ prompt: 'And why?' })).rejects.toEqual(closed);
  });
});

describe.each(stores)('on the %s store, at the door', (name) => {
  it.each(['', 'x'.repeat(201), 'half \ud83d'])('the id %j is refused', async (id) => {
    const world = new World(name);
    const runtime = await world.start(scripted(answer('Yes.')));
    const invalid = expect.objectContaining({ name: 'InvalidIdError' });
    expect(() => runtime.thread(id)).toThrow(invalid);
    await expect(runtime.thread('t1').start({ prompt: 'Why?', runId: id })).rejects.toEqual(
      invalid,
    );
  });

  it('a policy that no run can keep is refused, and nothing is written', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    const policy = { maxRetries: Number.POSITIVE_INFINITY };
    await expect(thread.start({ prompt: 'Why?', policy })).rejects.toMatchObject({
      name: 'InvalidPolicyError',
    });
    expect(world.log()).toEqual([]);
  });

  it('a place that the log has never had is refused, not waited for', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    await (await thread.start({ prompt: 'Why?' })).done();
    const last = world.log().length;
    const errors: unknown[] = [];
    for (const seq of [last, last + 1])
      thread.stream({ seq }).subscribe({ error: (error) => errors.push(error) });
    expect(errors).toEqual([expect.objectContaining({ name: 'UnknownPositionError' })]);
  });
});

describe.each(stores)('on the %s store, a view that is taken down late', (name) => {
  it('keeps what it has last seen', async () => {
    const world = new World(name);
    const runtime = await world.start(scripted(answer('Yes.')));
    const thread = runtime.thread('t1');
    await (await thread.start({ prompt: 'Why?' })).done();
    const before = thread.getSnapshot();
    runtime.close();
    expect(thread.getSnapshot()).toBe(before);
    thread.subscribe(() => {}).unsubscribe();
    expect(() => runtime.threads()).toThrow(closed);
  });

  it('starts nothing when the runtime is closed in a callback', async () => {
    const world = new World(name);
    const provider = scripted(answer('Yes.'));
    const runtime = await world.start(provider);
    const thread = runtime.thread('t1');
    thread.events$.subscribe({
      next: ({ type }) => type === 'attempt.started' && runtime.close(),
      error: () => {},
    });
    await thread.start({ prompt: 'Why?' }).catch(() => {});
    await world.quiet();
    expect(provider.requests).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});

describe.each(stores)('on the %s store, what is no JSON', (name) => {
  it.each([
    ['a question', { type: 'ask', question: { n: 1n } as never }],
    ['a usage', { type: 'finish', reason: 'stop', usage: { inputTokens: 1n as never } }],
  ] as const)('fails its attempt: %s', async (_, chunk) => {
    const world = new World(name);
    const run = await (await world.start(scripted([chunk]))).thread('t1').start({ prompt: 'Why?' });
    expect(await run.done()).toMatchObject({ status: 'failed' });
  });

  it('is told as it is recorded, where it can be', async () => {
    const world = new World(name);
    const question = { when: new Date(0), nothing: undefined } as never;
    const thread = (await world.start(scripted([{ type: 'ask', question }]))).thread('t1');
    const told: unknown[] = [];
    thread.events$.subscribe((item) => 'seq' in item && told.push(item));
    await thread.start({ prompt: 'Why?' });
    await world.quiet();
    expect(told).toEqual(world.log());
    expect(told.at(-1)).toMatchObject({ question: { when: '1970-01-01T00:00:00.000Z' } });
  });
});
