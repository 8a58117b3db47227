/**
 * Results of tools reach the model in the same bytes in each request: within the call that performed the tool, after a
 * retry, and in the next turn. The bytes are those of the AI SDK.
 */
import { type ToolSet, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refused, whole } from './endpoint.ts';
import { wires } from './fixtures/index.ts';
import { type Call, expectPrefix, type Json, type Wire } from './wire.ts';
import { requestsOfSdk, World } from './world.ts';

/** A PNG of one pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const inputSchema = z.looseObject({ key: z.string() });
const made = (value: unknown) => tool({ inputSchema, execute: () => value });
const image = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: png } } as const;

/** A request in which the adapter has written the image as JSON: the model gets words in its place. */
const withWords = (request: string): string =>
  request.replaceAll(
    inText(image),
    inText({
      type: 'text',
      text: '[A file that cannot be shown: without a name, image/png, 70 bytes.]',
    }),
  );
/** JSON as a part of a text within JSON. */
const inText = (value: unknown): string => JSON.stringify(JSON.stringify(value)).slice(1, -1);

let stamps = 0;

const tools: ToolSet = {
  text: made('Föhn, "21 °C"\u2028 \n'),
  json: made({ z: [1, 2.5, null, true], a: { 'ü"': '' }, date: new Date(0), none: undefined }),
  number: made(21),
  nothing: made(undefined),
  stamped: tool({
    inputSchema,
    execute: () => ({ width: 1 }),
    // Another answer each time that it is asked.
    toModelOutput: () => ({ type: 'text', value: `Answer ${stamps++}` }),
  }),
  image: tool({
    inputSchema,
    execute: () => ({ width: 1 }),
    toModelOutput: () => ({ type: 'content', value: [{ type: 'text', text: 'A dot:' }, image] }),
  }),
  summary: tool({
    inputSchema,
    execute: () => ({ pages: 900 }),
    toModelOutput: () => ({ type: 'text', value: '900 pages' }),
  }),
  fails: tool({
    inputSchema,
    execute: (): string => {
      throw new Error('No such street: "Hühnergasse"');
    },
  }),
};

/** Results that some service refuses, or that some adapter makes unreadable, in the SDK's own form. */
const corrected: ToolSet = {
  blank: made(' '),
  bytes: tool({
    inputSchema,
    execute: () => ({ width: 1 }),
    toModelOutput: () => ({
      type: 'content',
      value: [{ ...image, data: { type: 'data', data: Buffer.from(png, 'base64') } }],
    }),
  }),
};

const named = (...names: readonly string[]): Call[] =>
  names.map((name) => ({ name, arguments: '{"key":"Zürich"}' }));

const cases: readonly { name: string; calls: readonly Call[] }[] = [
  ...Object.keys(tools).map((name) => ({ name, calls: named(name) })),
  { name: 'arguments that do not fit', calls: [{ name: 'text', arguments: '{"key":5}' }] },
  { name: 'arguments that are no JSON', calls: [{ name: 'text', arguments: '{"key":"Z' }] },
  { name: 'a tool that is unknown', calls: named('unknown') },
  {
    name: 'several calls, the first of them invalid',
    calls: [{ name: 'text', arguments: '{"key":5}' }, ...named('json', 'fails', 'text')],
  },
];

const settingsOf = ({ settings }: Wire) => ({
  ...settings,
  tools: { ...settings.tools, ...tools, ...corrected },
});

/** The requests of a run whose second model call fails, and of the next turn. */
async function requestsOf(wire: Wire, calls: readonly Call[]): Promise<readonly string[]> {
  stamps = 0;
  const says = whole(wire.says);
  const plan = [whole(wire.calls(...calls)), refused(503), says, says];
  const world = await World.open(wire, settingsOf(wire), plan);
  await world.completes(await world.start());
  await world.completes(await world.start());
  return world.endpoint.requests;
}

async function requestsOfSdkAlone(wire: Wire, calls: readonly Call[]): Promise<readonly string[]> {
  stamps = 0;
  const says = whole(wire.says);
  return requestsOfSdk(wire, settingsOf(wire), [whole(wire.calls(...calls)), says, says]);
}

/** The requests are accepted, and each one begins with the one before. */
function expectFit(wire: Wire, requests: readonly string[]): void {
  const bodies = requests.map((request) => JSON.parse(request) as Json);
  const refusals = bodies.flatMap(wire.validate).map(({ rule }) => rule);
  expect(refusals.filter((rule) => !wire.breaks?.rules.includes(rule))).toEqual([]);
  const lists = bodies.map(wire.messagesOf);
  for (const [index, former] of lists.slice(0, -1).entries())
    expectPrefix(lists[index + 1], former);
}

describe.each(wires)('$name', (wire: Wire) => {
  it.each(cases)('$name', async ({ calls }) => {
    const own = (await requestsOfSdkAlone(wire, calls)).map(withWords);
    const [first, second, third] = own;
    expect(await requestsOf(wire, calls)).toEqual([first, second, second, third]);
    expectFit(wire, own);
  });

  it.each(Object.keys(corrected))(
    '%s, in the same form from the first request on',
    async (name) => {
      const requests = await requestsOf(wire, named(name));
      expect(requests[2]).toBe(requests[1]);
      expectFit(wire, requests);
    },
  );
});
