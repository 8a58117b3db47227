/** Nobody changes the record by an object: not a reader, not a provider, and not a caller after its call. */
import { scripted } from '@perdure/providers/scripted';
import type { Chunk, Provider, Run } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { wrapStore } from '@perdure/runtime/store';
import { sqliteStore } from '@perdure/sqlite';
import { type FilePart, isDelta, sha256, type ThreadEvent } from '@perdure/thread';
import { describe, expect, it, vi } from 'vitest';
import { stores, temporaryFile, World } from './world.ts';

/** Writes to each object and list within a value. What is frozen throws at the writer, and stays. */
function spoil(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const held of Object.values(value)) spoil(held, seen);
  for (const key of [...Object.keys(value), 'spoilt']) Reflect.set(value, key, 'spoilt');
  if (Array.isArray(value)) Reflect.set(value, 'length', 0);
}

const text = (said: string) => new TextEncoder().encode(said);
const finish: Chunk = { type: 'finish', reason: 'stop', usage: { inputTokens: 1 } };
const yes: Chunk = { type: 'text', text: 'Yes.' };
const step = (): Chunk[] => [
  { type: 'startStep', origin: { provider: 'p', model: 'm' } },
  { type: 'text', text: 'See', metadata: { p: { signature: ['s'] } } },
  { type: 'toolCall', id: 'c', name: 'query', input: { where: ['a'] } },
  {
    type: 'toolResult',
    id: 'c',
    name: 'query',
    output: { rows: [1, 2, 3] },
    modelOutput: { type: 'content', value: [{ type: 'file', data: text('rows') }] },
  },
  { type: 'finishStep', usage: { inputTokens: 1 } },
  { type: 'text', text: 'Three ' },
  { type: 'text', text: 'rows.' },
];

const reaches = (run: Run, state: string) =>
  vi.waitFor(() => expect(run.getSnapshot().value).toBe(state), { timeout: 5_000 });

describe.each(stores)('on the %s store, the record is not changed by', (name) => {
  /** The log and the messages after a run of `step`, with what differs from world to world left out. */
  const record = async (world: World) => {
    const log = world.log() as ThreadEvent[];
    expect(JSON.stringify(log)).not.toContain('spoilt');
    return JSON.stringify(log);
  };

  it('a reader of events, deltas, messages, snapshots, views and the trace', async () => {
    const runs = async (read: (value: unknown) => void) => {
      const world = new World(name, { onEvent: read, trace: read });
      const requests: unknown[] = [];
      const play = scripted(
        [...step(), { type: 'ask', question: { ok: [true] } }],
        [...step(), finish],
      );
      const provider: Provider = (request) => {
        requests.push(JSON.parse(JSON.stringify(request.messages)));
        return play(request);
      };
      const thread = (await world.start(provider)).thread('t1');
      const seen: string[] = [];
      thread.events$.subscribe(read);
      thread.events$.subscribe((item) => {
        seen.push(JSON.stringify(item));
        if (isDelta(item))
          void world.runtime.run(item.runId).then((streaming) => read(streaming?.getSnapshot()));
      });
      thread.subscribe(read);
      const run = await thread.start({ prompt: 'How many?' });
      // A handle's snapshot is shared by the readers of that handle until the run changes.
      (await world.runtime.run(run.id))?.subscribe(read);
      await reaches(run, 'awaitingInput');
      read((await world.runtime.run(run.id))?.getSnapshot());
      read(thread.getSnapshot());
      const events = await thread.events(0);
      for (const event of events)
        if ('message' in event) read(await thread.message(event.message.id));
      read(events);
      read(await world.runtime.events('t1', 0));
      read(await world.runtime.threads());
      read(await run.send({ type: 'run.answer', answer: { yes: ['sir'] } }));
      read(await run.done());
      await (await thread.start({ prompt: 'And now?' })).done();
      return { log: await record(world), requests, seen, view: thread.getSnapshot().messages };
    };
    const untouched = await runs(() => {});
    expect(await runs(spoil)).toEqual(untouched);
  });

  it('a provider, by its request', async () => {
    const world = new World(name);
    const given: string[] = [];
    const provider: Provider = async function* (request) {
      const { messages, answer, question } = request;
      given.push(JSON.stringify({ messages, answer, question }));
      spoil(messages);
      spoil(answer);
      spoil(question);
      if (given.length === 1) yield { type: 'ask', question: { ok: [true] } };
      else if (given.length === 2) throw Object.assign(new Error('busy'), { status: 503 });
      else yield* [yes, finish];
    };
    const thread = (await world.start(provider)).thread('t1');
    const run = await thread.start({ prompt: 'Why?' });
    await reaches(run, 'awaitingInput');
    await run.send({ type: 'run.answer', answer: { yes: ['sir'] } });
    await reaches(run, 'retrying');
    await run.send({ type: 'run.retryNow' });
    await run.done();
    expect(given[2]).toBe(given[1]);
    expect(given[1]).toContain('"answer":{"yes":["sir"]}');
    await record(world);
  });

  it('a provider, by the chunks that it has yielded', async () => {
    const runs = async (after: (value: unknown) => void) => {
      const world = new World(name);
      const provider: Provider = async function* () {
        for (const chunk of [...step(), finish]) {
          yield chunk;
          after(chunk);
        }
      };
      const thread = (await world.start(provider)).thread('t1');
      await (await thread.start({ prompt: 'Why?' })).done();
      return record(world);
    };
    expect(await runs(spoil)).toBe(await runs(() => {}));
  });

  it('a provider, by a chunk that it changes while a file of it is being stored', async () => {
    const chunk = step().find(({ type }) => type === 'toolResult') as Chunk;
    const inner = name === 'sqlite' ? sqliteStore(temporaryFile()) : memoryStore();
    const commit: typeof inner.commit = (writes) => {
      if (writes.some(({ type }) => type === 'putFile')) spoil(chunk);
      return inner.commit(writes);
    };
    const world = new World('memory', { store: wrapStore(inner, { commit }) });
    const provider: Provider = async function* () {
      yield* [chunk, yes, finish];
    };
    const thread = (await world.start(provider)).thread('t1');
    await (await thread.start({ prompt: 'Why?' })).done();
    expect(await record(world)).toContain('[1,2,3]');
    expect(await record(world)).toContain(await sha256(text('rows')));
  });

  it('a caller, by what it has given', async () => {
    const world = new World(name);
    const thread = (
      await world.start(scripted([{ type: 'ask', question: 'Sure?' }], [yes, finish]))
    ).thread('t1');
    const [first, second] = [text('the first file'), text('the second file')];
    const options = {
      prompt: [
        { type: 'text' as const, text: 'Read.', metadata: { p: { cache: ['yes'] } } },
        { type: 'file' as const, data: first, metadata: { p: { cache: ['yes'] } } },
        { type: 'file' as const, data: Buffer.from(second.buffer) },
      ],
      policy: { maxRetries: 1 },
    };
    const starting = thread.start(options);
    spoil(options);
    first.fill(0);
    second.fill(0);
    const run = await starting;
    await reaches(run, 'awaitingInput');
    const command = { type: 'run.answer' as const, answer: { yes: ['sir'] } };
    const sent = run.send(command);
    spoil(command);
    expect(await sent).toEqual({ accepted: true });
    await run.done();
    const log = await record(world);
    expect(log).toContain('{"yes":["sir"]}');
    expect(run.getSnapshot().context.policy.maxRetries).toBe(1);
    const { messages } = thread.getSnapshot();
    const [, ...files] = (messages[0]?.parts ?? []) as FilePart[];
    const contents = await Promise.all(
      files.map(async ({ hash }) => (await thread.file(hash))?.bytes),
    );
    expect(contents.map((bytes) => new TextDecoder().decode(bytes))).toEqual([
      'the first file',
      'the second file',
    ]);
    for (const { hash } of files) (await thread.file(hash))?.bytes.fill(0);
    for (const { hash } of files)
      expect(await sha256((await thread.file(hash))?.bytes ?? new Uint8Array())).toBe(hash);
  });
});
