/** Tests of a closed runtime, and of arguments that the runtime refuses. */
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { describe, expect, it } from 'vitest';
import { stores, temporaryFile, World } from './world.ts';

const closed = expect.objectContaining({ name: 'RuntimeClosedError' });

describe.each(stores)('on the %s store, a closed runtime', (name) => {
  async function closedWorld() {
    const world = new World(name);
    const runtime = await world.start(scripted([hang]));
    const thread = runtime.thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    const waiting = run.done();
    waiting.catch(() => {});
    await runtime.close();
    return { runtime, thread, run, waiting };
  }

  it('shows that a run will go on, and rejects what waits for it', async () => {
    const { run, waiting } = await closedWorld();
    expect(run.getSnapshot().value).toBe('retrying');
    await expect(waiting).rejects.toEqual(closed);
    await expect(run.done()).rejects.toEqual(closed);
    await expect(run.send({ type: 'run.cancel' })).rejects.toEqual(closed);
  });

  it('refuses a stream, a run and a start', async () => {
    const { runtime, thread, run } = await closedWorld();
    let error: unknown;
    thread.events$.subscribe({ error: (reason) => (error = reason) });
    expect(error).toEqual(closed);
    await expect(runtime.run(run.id)).rejects.toThrow(closed);
    await expect(thread.start({ prompt: 'And why?' })).rejects.toEqual(closed);
  });
});

it.each([true, false])(
  'a close with answers under way reports no error, with a thread that writes: %s',
  async (thread) => {
    const file = temporaryFile();
    const errors: unknown[] = [];
    for (let round = 0; round < 3; round++) {
      const runtime = await createRuntime({
        store: sqliteStore(file, { thread }),
        async *provider({ signal }) {
          while (!signal.aborted) {
            yield { type: 'text', text: 'On and on. ' };
            await new Promise((next) => setImmediate(next));
          }
        },
        checkpointMs: 1,
        onError: (error) => errors.push(error),
      });
      for (let index = 0; index < 8; index++)
        await runtime.thread(`${round}-${index}`).start({ prompt: 'Why?' });
      await runtime.close();
    }
    expect(errors).toEqual([]);
  },
);

describe.each(stores)('on the %s store, arguments', (name) => {
  it.each(['', '.', '..', 'x'.repeat(201), 'half \ud83d'])('the id %j is refused', async (id) => {
    const world = new World(name);
    const runtime = await world.start(scripted(answer('Yes.')));
    const invalid = expect.objectContaining({ name: 'InvalidIdError' });
    expect(() => runtime.thread(id)).toThrow(invalid);
    await expect(runtime.thread('t1').start({ prompt: 'Why?', runId: id })).rejects.toEqual(
      invalid,
    );
  });

  it('a policy out of its bounds is refused, and nothing is written', async () => {
    const world = new World(name);
    const thread = (await world.start(scripted(answer('Yes.')))).thread('t1');
    const policy = { maxRetries: Number.POSITIVE_INFINITY };
    await expect(thread.start({ prompt: 'Why?', policy })).rejects.toMatchObject({
      name: 'InvalidPolicyError',
    });
    expect(world.log()).toEqual([]);
  });

  it('a position after the last event is refused', async () => {
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

describe.each(stores)('on the %s store, a view of a closed runtime', (name) => {
  it('keeps what was last seen', async () => {
    const world = new World(name);
    const runtime = await world.start(scripted(answer('Yes.')));
    const thread = runtime.thread('t1');
    await (await thread.start({ prompt: 'Why?' })).done();
    const before = thread.getSnapshot();
    await runtime.close();
    expect(thread.getSnapshot()).toBe(before);
    thread.subscribe(() => {}).unsubscribe();
    await expect(runtime.threads()).rejects.toThrow(closed);
  });

  it('starts no attempt if a callback has closed the runtime', async () => {
    const world = new World(name);
    const provider = scripted(answer('Yes.'));
    const runtime = await world.start(provider);
    const thread = runtime.thread('t1');
    thread.events$.subscribe({
      next: ({ type }) => type === 'attempt.started' && runtime.close(),
      error: () => {},
    });
    await thread.start({ prompt: 'Why?' }).catch(() => {});
    await world.untilIdle();
    expect(provider.requests).toEqual([]);
    expect(world.errors).toEqual([]);
  });
});

describe.each(stores)('on the %s store, a value without a JSON form', (name) => {
  it.each([
    ['a question', { type: 'ask', question: { n: 1n } as never }],
    ['a usage', { type: 'finish', reason: 'stop', usage: { inputTokens: 1n as never } }],
  ] as const)('fails its attempt: %s', async (_, chunk) => {
    const world = new World(name);
    const run = await (await world.start(scripted([chunk]))).thread('t1').start({ prompt: 'Why?' });
    expect(await run.done()).toMatchObject({ status: 'failed' });
  });

  it('is sent to subscribers as it is recorded, if JSON converts it', async () => {
    const world = new World(name);
    const question = { when: new Date(0), nothing: undefined } as never;
    const thread = (await world.start(scripted([{ type: 'ask', question }]))).thread('t1');
    const shown: unknown[] = [];
    thread.events$.subscribe((item) => 'seq' in item && shown.push(item));
    await thread.start({ prompt: 'Why?' });
    await world.untilIdle();
    expect(shown).toEqual(world.log());
    expect(shown.at(-1)).toMatchObject({ question: { when: '1970-01-01T00:00:00.000Z' } });
  });
});
