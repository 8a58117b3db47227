/** What every adapter of a provider's own client does, over HTTP to a scripted server. */
import { classifyFailure } from '@perdure/failure';
import {
  type Chunk,
  createRuntime,
  type LocalThread,
  type Provider,
  type ProviderRequest,
  type Run,
} from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AgentSettings } from '../src/agent/agent.ts';
import type { Tool } from '../src/agent/tool.ts';
import { overloaded, type Reply, type ScriptedServer, scriptedServer } from './scripted-server.ts';

/** A call, and its arguments as the model writes them. */
export type Call = [id: string, name: string, json: string];

/** The API of a provider, as the suite needs it. */
export interface Dialect {
  name: string;
  provider(url: string, settings: AgentSettings): Provider;
  /** An answer of one text. */
  says(text: string): object[];
  /** What the server sends after the events of each answer, if the answer has no last event of its own. */
  last?: string;
  /** An answer with a thought, a text and calls. */
  calls(...calls: Call[]): object[];
  /** What goes back to the model for that answer. */
  calledItems(...calls: Call[]): object[];
  /** The reason of an answer that ended by itself. */
  reason: string;
  usage: object;
  messages(body: object): unknown[];
  /** The results of calls in a request, by id. */
  results(body: object): Record<string, unknown>;
  /** A prompt with a picture and a PDF, as the API is given it. */
  files: { png: string; pdf: string; content: object[] };
}

const inputSchema = { type: 'object', properties: { path: { type: 'string' } } };

export interface World {
  server: ScriptedServer;
  thread: LocalThread;
  performed: unknown[];
  start(prompt?: string): Promise<Run>;
}

export async function open(
  dialect: Pick<Dialect, 'provider'>,
  replies: Reply[],
  more: Record<string, Tool> = {},
  settings: Partial<AgentSettings> = {},
): Promise<World> {
  const server = await scriptedServer(...replies);
  const performed: unknown[] = [];
  const execute = (input: unknown) => {
    performed.push(input);
    return { done: true };
  };
  const tools = {
    send: { inputSchema, execute },
    erase: { inputSchema, execute, needsApproval: async () => true },
    ask_human: { inputSchema, description: 'Asks the user.' },
    ...more,
  };
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: dialect.provider(server.url, { model: 'm1', tools, ...settings }),
    policy: { baseMs: 1 },
  });
  onTestFinished(() => runtime.close());
  const thread = runtime.thread('t1');
  return { server, thread, performed, start: (prompt = 'Go.') => thread.start({ prompt }) };
}

export const request = (url: string, more: Partial<ProviderRequest> = {}): ProviderRequest => ({
  threadId: 't1',
  runId: 'r1',
  idempotencyKey: 'r1/1',
  retryCount: 0,
  messages: [
    {
      id: 'p1',
      runId: 'r1',
      role: 'user',
      status: 'completed',
      parts: [{ type: 'text', text: 'Go.' }],
    },
  ],
  answer: null,
  signal: new AbortController().signal,
  file: () => Promise.reject(new Error(`${url} has no files.`)),
  ...more,
});

export async function chunksOf(
  dialect: Pick<Dialect, 'provider'>,
  reply: Reply,
  settings: Partial<AgentSettings> = {},
): Promise<Chunk[]> {
  const { url } = await scriptedServer(reply);
  return Array.fromAsync(dialect.provider(url, { model: 'm1', ...settings })(request(url)));
}

export const failureOf = async (answer: Promise<unknown>) =>
  classifyFailure(
    await answer.then(
      () => 'no error',
      (error: unknown) => error,
    ),
  );

export const isAsked = (run: Run) =>
  vi.waitFor(
    () => {
      const { value, context } = run.getSnapshot();
      if (value !== 'awaitingInput')
        throw new Error(`The run is ${value}: ${JSON.stringify(context.failure)}`);
      return context.question;
    },
    { timeout: 20_000, interval: 10 },
  );

export const done = async (run: Run) =>
  expect(await run.done()).toMatchObject({ status: 'completed' });

export function adapterSuite(dialect: Dialect): void {
  const { name, says, calls, calledItems, last = '' } = dialect;
  const send: Call = ['send12345', 'send', '{"path": "a"}'];
  const erase: Call = ['erase1234', 'erase', '{"path": "b"}'];
  const messages = (world: World, at: number) =>
    dialect.messages(world.server.bodies[at] as object);

  describe(name, () => {
    it('streams text and its end, with the request, the origin and the usage', async () => {
      const { url, bodies } = await scriptedServer({ events: says('Hello, you.') });
      const chunks = await Array.fromAsync(dialect.provider(url, { model: 'm1' })(request(url)));
      expect(chunks[0]).toMatchObject({
        type: 'startStep',
        origin: { provider: expect.any(String), model: 'm1' },
      });
      expect(JSON.parse(JSON.stringify(chunks[0])).request).toEqual(bodies[0]);
      const text = chunks.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : []));
      expect(text.join('')).toBe('Hello, you.');
      expect(text.length).toBeGreaterThan(1);
      const { reason, usage } = dialect;
      expect(chunks.at(-1)).toEqual({ type: 'finish', reason, usage });
    });

    it('gives an answer back as it was: in the next step, a retry, and the next turn', async () => {
      const world = await open(dialect, [
        { events: calls(send) },
        overloaded,
        { events: says('Sent.') },
        { events: says('Hello.') },
      ]);
      await done(await world.start());
      await done(await world.start('Hello?'));
      const [, step, retry, turn] = [0, 1, 2, 3].map((at) => messages(world, at));
      const items = calledItems(send);
      expect(step?.slice(-items.length - 1, -1)).toEqual(items);
      expect(world.server.bodies[2]).toEqual(world.server.bodies[1]);
      expect(turn?.slice(0, retry?.length)).toEqual(retry);
      expect(world.performed).toEqual([{ path: 'a' }]);
      expect(dialect.results(world.server.bodies[1] as object)).toEqual({
        [send[0]]: '{"done":true}',
      });
    });

    it('says what a step has used before its tools begin', async () => {
      const tools = { send: { inputSchema, execute: () => 'done' } };
      const chunks = await chunksOf(dialect, { events: calls(send) }, { tools, maxSteps: 1 });
      const said = chunks.findLastIndex((chunk) => chunk.type === 'alive' && chunk.usage);
      expect(chunks[said]).toEqual({ type: 'alive', usage: dialect.usage });
      expect(chunks.slice(said + 1).map(({ type }) => type)).toEqual(['toolResult', 'finish']);
    });

    it('performs the calls of a step at the same time', async () => {
      const meeting = Promise.withResolvers<string>();
      let arrived = 0;
      const execute = () => {
        arrived += 1;
        if (arrived === 2) meeting.resolve('met');
        return meeting.promise;
      };
      const both: Call[] = [
        ['a12345678', 'meet', '{}'],
        ['b12345678', 'meet', '{}'],
      ];
      const world = await open(dialect, [{ events: calls(...both) }, { events: says('Met.') }], {
        meet: { inputSchema, execute },
      });
      await done(await world.start());
      expect(dialect.results(world.server.bodies[1] as object)).toEqual({
        a12345678: 'met',
        b12345678: 'met',
      });
      expect(messages(world, 1).slice(1, 1 + calledItems(...both).length)).toEqual(
        calledItems(...both),
      );
    });

    it.each<[answer: never, performed: number, result: unknown]>([
      [true as never, 1, '{"done":true}'],
      [
        { toolCallId: erase[0], approved: false, reason: 'I need it.' } as never,
        0,
        denied('I need it.'),
      ],
      ['Only the copy.' as never, 0, denied('Only the copy.')],
    ])('asks before a tool that needs approval: %j', async (answer, performed, result) => {
      const world = await open(dialect, [
        { events: calls(send, erase) },
        overloaded,
        { events: says('Erased.') },
      ]);
      const run = await world.start();
      expect(await isAsked(run)).toEqual({
        type: 'approval',
        toolCallId: erase[0],
        toolName: 'erase',
        input: { path: 'b' },
      });
      expect(world.performed).toEqual([{ path: 'a' }]);
      await run.send({ type: 'run.answer', answer });
      await done(run);
      expect(world.performed).toHaveLength(1 + performed);
      expect(dialect.results(world.server.bodies[1] as object)).toEqual({
        [send[0]]: '{"done":true}',
        [erase[0]]: result,
      });
      const items = calledItems(send, erase);
      expect(messages(world, 1).slice(1, 1 + items.length)).toEqual(items);
      expect(world.server.bodies[2]).toEqual(world.server.bodies[1]);
    });

    it('asks again after an answer that decides nothing, and takes an answer as a result', async () => {
      const asking: Call = ['ask123456', 'ask_human', '{"path":"?"}'];
      const world = await open(dialect, [
        { events: calls(asking, erase) },
        { events: says('Berlin.') },
      ]);
      const run = await world.start();
      expect(await isAsked(run)).toMatchObject({ type: 'answer', toolCallId: asking[0] });
      await run.send({ type: 'run.answer', answer: { toolCallId: 'another', output: 1 } });
      expect(await isAsked(run)).toMatchObject({ undecided: { toolCallId: 'another' } });
      await run.send({ type: 'run.answer', answer: 'Berlin' });
      expect(await isAsked(run)).toMatchObject({ type: 'approval', toolCallId: erase[0] });
      expect(world.server.bodies).toHaveLength(1);
      await run.send({ type: 'run.answer', answer: { toolCallId: erase[0], approved: true } });
      await done(run);
      expect(dialect.results(world.server.bodies[1] as object)).toEqual({
        [asking[0]]: 'Berlin',
        [erase[0]]: '{"done":true}',
      });
    });

    it('tells the model of invalid arguments, unknown tools and errors of a tool', async () => {
      const execute = () => {
        throw new Error('The disk is full.');
      };
      const world = await open(
        dialect,
        [
          {
            events: calls(
              ['i12345678', 'erase', '{"path": "b'],
              ['u12345678', 'unknown', '{}'],
              ['f12345678', 'fail', ''],
            ),
          },
          { events: says('Sorry.') },
        ],
        { fail: { inputSchema, execute } },
      );
      await done(await world.start());
      expect(world.performed).toEqual([]);
      expect(dialect.results(world.server.bodies[1] as object)).toEqual({
        i12345678: 'The arguments are no JSON.',
        u12345678: 'There is no tool unknown.',
        f12345678: 'The disk is full.',
      });
      expect(world.thread.getSnapshot().messages[1]?.parts).toContainEqual(
        expect.objectContaining({ id: 'i12345678', input: '{"path": "b', invalid: true }),
      );
    });

    it('gives nothing of another model back but its words, and its calls under portable ids', async () => {
      const metadata = { anthropic: { secret: 'of another' }, openai: { secret: 'of another' } };
      const origin = { provider: 'another', model: 'm0' };
      const id = 'toolu_bdrk|1';
      const parts = [
        { type: 'reasoning', text: 'secret', metadata },
        { type: 'text', text: 'Sending.', metadata },
        { type: 'toolCall', id, name: 'send', input: { path: 'a' }, metadata },
        { type: 'toolResult', id, name: 'send', output: 'sent', metadata },
      ] as const;
      const { url, bodies } = await scriptedServer({ events: says('Hi.') });
      const { messages: prompt } = request(url);
      const message = { id: 'm', runId: 'r0', role: 'assistant', status: 'completed' } as const;
      const messages = [...prompt, { ...message, parts, origin }, ...prompt];
      const tools = { send: { inputSchema } };
      const provider = dialect.provider(url, { model: 'm1', tools });
      await Array.fromAsync(provider(request(url, { messages })));
      expect(JSON.stringify(bodies[0])).not.toMatch(/secret|toolu_bdrk/);
      expect(Object.entries(dialect.results(bodies[0] as object))).toEqual([
        [expect.stringMatching(/^[a-zA-Z0-9]{9}$/), 'sent'],
      ]);
    });

    it('ends the loop at its limit of steps', async () => {
      const world = await open(dialect, [{ events: calls(send) }], {}, { maxSteps: 1 });
      expect(await (await world.start()).done()).toMatchObject({
        output: { finishReason: 'toolCalls' },
      });
    });

    it('throws for an answer whose connection breaks off', async () => {
      const whole = says('Hello, you.');
      for (const events of [whole.slice(0, 2), whole.slice(0, 1)])
        expect(await failureOf(chunksOf(dialect, { events, cut: true }))).toMatchObject({
          kind: 'brokenStream',
        });
    });

    it('does not finish an answer that ends without its end', async () => {
      const whole = says('Hello, you.');
      for (const events of [whole.slice(0, 2), whole.slice(0, 1)]) {
        const chunks = await chunksOf(dialect, { events });
        expect(chunks.map(({ type }) => type)).not.toContain('finish');
      }
    });

    it('takes a call for void where the answer ends before its end', async () => {
      const events = calls(['abcdefghi', 'look', '{}']).slice(0, -2);
      const types = (await chunksOf(dialect, { events })).map(({ type }) => type);
      expect(types).toContain('text');
      expect(types).not.toContain('toolCall');
    });

    it('ends with its last event, also where the server leaves the connection open', async () => {
      const { url } = await scriptedServer({ events: [...says('Hi.'), last], isOpen: true });
      const chunks = Array.fromAsync(dialect.provider(url, { model: 'm1' })(request(url)));
      expect((await chunks).at(-1)).toMatchObject({ type: 'finish' });
    });

    it('takes comments for signs of life', async () => {
      const { url } = await scriptedServer({ events: [': keep-alive\n\n'], isOpen: true });
      const chunks = dialect.provider(url, { model: 'm1' })(request(url))[Symbol.asyncIterator]();
      expect((await chunks.next()).value).toMatchObject({ type: 'startStep' });
      expect((await chunks.next()).value).toEqual({ type: 'alive' });
      await chunks.return?.();
    });

    it('does not try again on its own', async () => {
      const { url, bodies } = await scriptedServer(overloaded);
      const answer = Array.fromAsync(dialect.provider(url, { model: 'm1' })(request(url)));
      expect(await failureOf(answer)).toMatchObject({ kind: 'overloaded', status: 503 });
      expect(bodies).toHaveLength(1);
    });

    it('stops when its signal aborts', async () => {
      const abort = new AbortController();
      const { url } = await scriptedServer({ events: says('Hello, you.') });
      const provider = dialect.provider(url, { model: 'm1' });
      const reading = (async () => {
        for await (const { type } of provider(request(url, { signal: abort.signal })))
          if (type === 'text') abort.abort();
      })();
      await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('gives files of a prompt, and refuses those that the model does not take', async () => {
      const { png, pdf, content } = dialect.files;
      const world = await open(dialect, [{ events: says('Seen.') }]);
      const run = await world.thread.start({
        prompt: [
          { type: 'text', text: 'Look.' },
          { type: 'file', data: png },
          { type: 'file', data: pdf, name: 'report.pdf' },
        ],
      });
      await done(run);
      expect(messages(world, 0)).toEqual([{ role: 'user', content }]);
      const zip = { type: 'file' as const, data: btoa('PK\x03\x04 and so on'), name: 'a.zip' };
      await expect(world.thread.start({ prompt: [zip] })).rejects.toThrow(/the model takes images/);
    });
  });
}

const denied = (reason: string) => `The user has denied the call. ${reason}`;

/** A picture of one pixel, and a document without pages, in base64. */
export const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const pdf = btoa('%PDF-1.4\n%%EOF\n');
