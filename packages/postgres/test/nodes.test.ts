/** Several runtimes on one database: each reads, starts and ends what the others do. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Chunk, createRuntime, type Provider, type Runtime } from '@perdure/runtime';
import { isDelta, isPruned, type ThreadEvent, textOf } from '@perdure/thread';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { type PostgresStoreOptions, postgresStore } from '../src/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

const text = (words: string): Chunk => ({ type: 'text', text: words });
const finish: Chunk = { type: 'finish', reason: 'stop' };

/** Makes runtimes on one schema. They are closed when the test ends. */
function cluster() {
  const schema = `test-${randomUUID()}`;
  return async (provider: Provider, options: PostgresStoreOptions = {}): Promise<Runtime> => {
    const store = postgresStore(inject('postgresUrl'), { schema, ...options });
    const runtime = await createRuntime({
      store,
      provider,
      policy: { baseMs: 20, maxMs: 20 },
      checkpointMs: 100,
    });
    onTestFinished(() => runtime.close());
    return runtime;
  };
}

const answers = (...words: string[]): Provider =>
  async function* () {
    for (const word of words) yield text(word);
    yield finish;
  };

/** A provider that says a word and then nothing, until its attempt is stopped. */
function endless() {
  const seen = { attempts: 0, aborted: 0 };
  const provider: Provider = async function* ({ signal }) {
    seen.attempts++;
    signal.addEventListener('abort', () => seen.aborted++);
    yield text('So far.');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  return { seen, provider };
}

/** The numbers and types of the events that a node's reader of a thread is told, and the text. */
function watch(runtime: Runtime, threadId: string) {
  const told = { events: [] as ThreadEvent[], text: '' };
  runtime.thread(threadId).events$.subscribe((item) => {
    if (isDelta(item)) told.text += 'text' in item.part ? item.part.text : '';
    else if (!isPruned(item)) told.events.push(item);
  });
  return told;
}

const gapless = (events: readonly ThreadEvent[]) =>
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));

describe.each<[string, PostgresStoreOptions]>([
  ['with NOTIFY', {}],
  ['by polling', { directUrl: null }],
])('a reader in another node, %s', (_, options) => {
  it('has every event once and in order, and the text', async () => {
    const open = cluster();
    const [a, b] = [await open(answers('One ', 'two.'), options), await open(answers(), options)];
    const told = watch(b, 't1');
    const run = await a.thread('t1').start({ prompt: 'Why?' });
    const seen = await b.run(run.runId);
    expect(await seen?.done()).toMatchObject({ status: 'completed' });
    await expect.poll(() => told.events.at(-1)?.type).toBe('run.completed');
    gapless(told.events);
    const view = await b.thread('t1').page();
    expect(view.messages.map(textOf)).toEqual(['Why?', 'One two.']);
  });

  it('has what is being said', async () => {
    const open = cluster();
    const { provider } = endless();
    const [a, b] = [await open(provider, options), await open(answers(), options)];
    const early = watch(b, 't1');
    await a.thread('t1').start({ prompt: 'Why?' });
    await expect.poll(() => early.text).toBe('So far.');
    const late = watch(b, 't1');
    await expect.poll(() => late.text).toBe('So far.');
    expect(early.text).toBe('So far.');
  });
});

it('a run is cancelled by another node than the one that performs it', async () => {
  const open = cluster();
  const { seen, provider } = endless();
  const [a, b] = [await open(provider), await open(answers())];
  const run = await a.thread('t1').start({ prompt: 'Why?' });
  const told = watch(a, 't1');
  await expect.poll(() => told.text).toBe('So far.');
  // The other node has what was recorded.
  await pause(300);
  expect(await b.thread('t1').send(run.runId, { type: 'run.cancel' })).toEqual({ accepted: true });
  expect(await run.done()).toMatchObject({ status: 'cancelled' });
  await expect.poll(() => seen.aborted).toBe(1);
  const { messages } = await a.thread('t1').page();
  expect(messages.at(-1)).toMatchObject({ status: 'completed', cut: 'stopped' });
  expect(messages.map(textOf)).toEqual(['Why?', 'So far.']);
});

it('runs that two nodes start in one thread at once come one after the other, and none is lost', async () => {
  const open = cluster();
  let [now, most] = [0, 0];
  const provider: Provider = async function* () {
    most = Math.max(most, ++now);
    await pause(5);
    yield text('Yes.');
    now--;
    yield finish;
  };
  const nodes = [await open(provider), await open(provider)];
  const told = nodes.map((node) => watch(node, 't1'));
  const runs = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (nodes[at % 2] as Runtime).thread('t1').start({ prompt: `${at}`, runId: `r${at}` }),
    ),
  );
  const ends = await Promise.all(runs.map((run) => run.done()));
  expect(ends.map(({ status }) => status)).toEqual(Array(20).fill('completed'));
  expect(most).toBe(1);
  for (const { events } of told) {
    await expect.poll(() => events.filter(({ type }) => type === 'run.completed').length).toBe(20);
    gapless(events);
  }
});

it('a wait goes on in another node once its own is closed, and so does an attempt', async () => {
  const open = cluster();
  const failing: Provider = async function* () {
    yield text('Half');
    throw Object.assign(new Error('HTTP 503'), {
      statusCode: 503,
      responseHeaders: { 'retry-after': '1' },
    });
  };
  const { provider } = endless();
  const a = await open(async function* (request) {
    yield* request.threadId === 'waits' ? failing(request) : provider(request);
  });
  const b = await open(answers('Whole.'));
  const [waits, runs] = [
    await a.thread('waits').start({ prompt: 'Why?' }),
    await a.thread('runs').start({ prompt: 'Why?' }),
  ];
  await expect.poll(() => waits.getSnapshot().value).toBe('retrying');
  await a.close();
  for (const { runId, threadId } of [waits, runs]) {
    const run = await b.run(runId);
    expect(await run?.done()).toMatchObject({ status: 'completed' });
    const { messages } = await b.thread(threadId).page();
    expect(textOf(messages.at(-1) as never)).toBe('Whole.');
  }
});

it('a thread that another node has forgotten is gone for its readers', async () => {
  const open = cluster();
  const [a, b] = [await open(answers('Yes.')), await open(answers('Yes.'))];
  const run = await a.thread('t1').start({ prompt: 'Why?' });
  await run.done();
  const told = watch(b, 't1');
  await expect.poll(() => told.events.length).toBeGreaterThan(5);
  const errors: unknown[] = [];
  b.thread('t1').events$.subscribe({ error: (error) => errors.push(error) });
  await a.thread('t1').forget();
  await expect.poll(() => errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ name: 'UnknownPositionError' });
  expect(await b.run(run.runId)).toBeUndefined();
});
