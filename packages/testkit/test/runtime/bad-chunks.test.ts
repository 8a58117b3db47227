/** What a provider yields is looked at where it comes in: a wrong value ends its attempt, and nothing else. */

import { answer, scripted } from '@perdure/providers/scripted';
import type { Chunk, Provider } from '@perdure/runtime';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const circle = {};
Object.assign(circle, { self: circle });

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n++) value = [value];
  return value;
}

const throwing = {
  type: 'text',
  get text(): string {
    throw new Error('This getter throws.');
  },
};

const proxied = new Proxy(
  { type: 'text', text: 'x' },
  {
    ownKeys() {
      throw new Error('This trap throws.');
    },
  },
);

const call = { type: 'toolCall', id: 'c1', name: 'f' };
const result = { type: 'toolResult', id: 'c1', name: 'f', output: 'ok' };
const finish = { type: 'finish', reason: 'stop' };

/** A wrong chunk, and what the failure says of it. */
const wrong: readonly [string, unknown, string][] = [
  ['undefined', undefined, 'must be an object'],
  ['null', null, 'must be an object'],
  ['a text', 'words', 'must be an object'],
  ['a list', [], 'must be an object'],
  ['no type', { text: 'x' }, "field 'type'"],
  ['an unknown type', { type: 'txt', text: 'x' }, "field 'type'"],
  ['a type of the prototype', { type: 'constructor' }, "field 'type'"],
  ['a text that is a BigInt', { type: 'text', text: 10n }, "chunk 'text', field 'text'"],
  ['a text in a circle', { type: 'text', text: circle }, "chunk 'text', field 'text'"],
  ['a text that is missing', { type: 'text' }, "chunk 'text', field 'text'"],
  ['a text whose getter throws', throwing, "can't be read"],
  ['a proxy that throws', proxied, "can't be read"],
  ['a block that is a number', { type: 'text', text: 'x', block: 1 }, "field 'block'"],
  ['a reasoning that is null', { type: 'reasoning', text: null }, "chunk 'reasoning'"],
  ['metadata in a circle', { type: 'text', text: 'x', metadata: circle }, "field 'metadata'"],
  ['metadata that is a list', { type: 'text', text: 'x', metadata: [] }, "field 'metadata'"],
  ['a call without an input', call, "chunk 'toolCall', field 'input'"],
  ['an input that is a function', { ...call, input: () => {} }, "field 'input'"],
  ['an input 101 deep', { ...call, input: nested(101) }, 'deeper than 100'],
  ['an input 100,000 deep', { ...call, input: nested(100_000) }, 'too deep'],
  ['an id that is a number', { ...call, id: 1, input: {} }, "field 'id'"],
  ['a name that is a symbol', { ...call, name: Symbol('f'), input: {} }, "field 'name'"],
  ['an output with a BigInt', { ...result, output: { n: 1n } }, "field 'output'"],
  [
    'a toJSON that throws',
    { ...result, output: { toJSON: () => JSON.parse('{') } },
    "field 'output'",
  ],
  ['a flag that is a text', { ...result, isError: 'yes' }, "field 'isError'"],
  ['an output for the model without a type', { ...result, modelOutput: {} }, "field 'type'"],
  [
    'an item that is no object',
    { ...result, modelOutput: { type: 'content', value: ['x'] } },
    "'value[0]'",
  ],
  ['a file that is empty', { type: 'file', data: new Uint8Array() }, 'it is empty'],
  ['a file that is no base64', { type: 'file', data: '%%%' }, 'base64'],
  ['a file without data', { type: 'file' }, "field 'data'"],
  ['a source without an id', { type: 'source' }, "field 'id'"],
  ['another item in a circle', { type: 'other', value: circle }, "field 'value'"],
  ['an origin that is a text', { type: 'startStep', origin: 'x' }, "field 'origin'"],
  ['a request in a circle', { type: 'startStep', request: { body: circle } }, "field 'request'"],
  ['a usage below 0', { type: 'alive', usage: { inputTokens: -1 } }, "'inputTokens'"],
  ['a usage that is NaN', { type: 'finishStep', usage: { outputTokens: NaN } }, "'outputTokens'"],
  ['a usage without an end', { ...finish, usage: { inputTokens: Infinity } }, "'inputTokens'"],
  ['a usage that is a text', { ...finish, usage: 'many' }, "field 'usage'"],
  ['a reason that is missing', { type: 'finish' }, "field 'reason'"],
  ['a question that is undefined', { type: 'ask' }, "field 'question'"],
  ['a question with a BigInt', { type: 'ask', question: { n: 1n } }, "field 'question'"],
];

describe.each(stores)('on the %s store, a chunk with', (name) => {
  async function endOf(provider: Provider) {
    const world = new World(name, { checkpointMs: 10 });
    const run = await (await world.start(provider)).thread('t1').start({ prompt: 'Why?' });
    await world.pass(10);
    return { world, end: await run.done() };
  }

  it.each(wrong)('%s fails its run, and names itself', async (_, chunk, named) => {
    const { world, end } = await endOf(yielding({ type: 'text', text: 'So far.' }, chunk));
    expect(end).toMatchObject({
      status: 'failed',
      failure: { retryable: false, code: 'bad_chunk', decidedBy: 'runtime/bad-chunk' },
    });
    expect(end.failure?.message).toContain(named);
    expect(world.errors).toEqual([]);
    expect(world.types().filter((type) => type === 'attempt.started')).toHaveLength(1);
    // What was said before stays to be read, and the next run goes on without it.
    const message = world.log().findLast(({ type }) => type === 'message.failed');
    expect(message).toMatchObject({ message: { parts: [{ type: 'text', text: 'So far.' }] } });
  });

  it('fields that no part has is recorded without them', async () => {
    const chunk = { ...result, missing: 'lost', secret: 'x', output: { when: new Date(0) } };
    const { world } = await endOf(yielding(chunk, { type: 'text', text: 'Done.' }, finish));
    const recorded = world.log().find(({ type }) => type === 'message.completed' && true);
    expect(recorded).toBeDefined();
    expect(JSON.stringify(world.log())).not.toMatch(/missing|secret/);
    expect(JSON.stringify(world.log())).toContain('1970-01-01T00:00:00.000Z');
  });

  it('a result that is undefined is a result', async () => {
    const chunk = { ...result, output: undefined };
    const { world, end } = await endOf(yielding(chunk, { type: 'text', text: 'Done.' }, finish));
    expect(end.status).toBe('completed');
    expect(JSON.stringify(world.log())).toContain('"output":null');
  });

  it('half of a surrogate pair is joined with the other half', async () => {
    const halves = [...'😀'.split('')].map((text) => ({ type: 'text', text }));
    const { world, end } = await endOf(yielding(...halves, finish));
    expect(end.status).toBe('completed');
    expect(JSON.stringify(world.log())).toContain('😀');
  });
});

const sources: readonly [string, unknown][] = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['a list', () => [finish]],
  ['a promise of a stream', async () => yielding(finish)({} as never)],
  ['a promise that rejects', () => Promise.reject(new Error('Nobody waits for it.'))],
  [
    'a sync generator',
    function* () {
      yield finish;
    },
  ],
  ['an iterator that is none', () => ({ [Symbol.asyncIterator]: () => ({}) })],
  ['a result that is no object', () => stream({ next: async () => undefined })],
  ['a next that returns a text', () => stream({ next: () => 'x' })],
];

describe.each(stores)('on the %s store, a provider that gives', (name) => {
  it.each(sources)('%s fails its run, and the next run goes on', async (_, broken) => {
    const world = new World(name);
    let isBroken = true;
    const sound = scripted(answer('Yes.'));
    const provider = (request: never) =>
      isBroken ? (broken as Provider)(request) : sound(request);
    const thread = (await world.start(provider as Provider)).thread('t1');
    const end = await (await thread.start({ prompt: 'Why?' })).done();
    expect(end).toMatchObject({ status: 'failed', failure: { code: 'bad_chunk' } });
    isBroken = false;
    const next = await (await thread.start({ prompt: 'And now?' })).done();
    expect(next.status).toBe('completed');
  });

  it('an end whose clean-up throws or hangs has its answer all the same', async () => {
    for (const close of [
      () => {
        throw new Error('no');
      },
      () => new Promise(() => {}),
      7,
    ]) {
      const chunks = [{ type: 'text', text: 'Yes.' }, finish];
      const next = async () => ({ done: false, value: chunks.shift() });
      const world = new World(name);
      const provider = () => stream({ next, return: close });
      const run = await (await world.start(provider as Provider))
        .thread('t1')
        .start({ prompt: 'x' });
      expect((await run.done()).status).toBe('completed');
      expect(chunks).toEqual([]);
    }
  });

  it('chunks after its end has them dropped, unread', async () => {
    let read = 0;
    const next = async () => ({
      done: false,
      value:
        read++ === 0
          ? { type: 'text', text: 'Yes.' }
          : read === 2
            ? finish
            : { type: 'text', text: 10n },
    });
    const world = new World(name);
    const run = await (await world.start((() => stream({ next })) as Provider))
      .thread('t1')
      .start({ prompt: 'x' });
    expect((await run.done()).status).toBe('completed');
    await world.untilIdle();
    expect(read).toBe(2);
  });

  it('its iterator is closed once, after a wrong chunk too', async () => {
    let closed = 0;
    const close = async () => ({ done: true, value: closed++ });
    const world = new World(name);
    const provider = () => stream({ next: async () => ({ done: false, value: 7 }), return: close });
    const run = await (await world.start(provider as Provider)).thread('t1').start({ prompt: 'x' });
    expect((await run.done()).status).toBe('failed');
    await world.untilIdle();
    expect(closed).toBe(1);
  });
});

const stream = (iterator: object) => ({ [Symbol.asyncIterator]: () => iterator }) as never;

const yielding = (...chunks: readonly unknown[]): Provider =>
  async function* () {
    for (const chunk of chunks) yield chunk as Chunk;
  };
