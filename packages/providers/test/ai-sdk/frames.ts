/** Frames of two services: Chat Completions, and Anthropic's Messages. */
import { type Answer, type Json, sse } from '../wire/wire.ts';

export type Frames = Answer['said'];

const choice = (delta: Json, finish_reason: string | null = null): Uint8Array =>
  sse({ id: 'c', choices: [{ index: 0, delta, finish_reason }] });

/** An answer of Chat Completions. @param usage in a chunk of its own, at the end */
export const chat = (deltas: readonly Json[], end: string, usage?: Json): Answer => ({
  said: deltas.map((delta) => choice(delta)),
  end: [choice({}, end), ...(usage ? [sse({ id: 'c', choices: [], usage })] : []), sse('[DONE]')],
});

export const says = (content: string): Answer => chat([{ content }], 'stop');

/** The delta of a call. */
export const called = (name: string, args = '{}', id = 'call_1'): Json => ({
  tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: args } }],
});

export const calls = (...call: Parameters<typeof called>): Answer =>
  chat([called(...call)], 'tool_calls');

/** A block of Anthropic's Messages: its beginning, and its deltas. */
export interface Block {
  readonly start: Json;
  readonly deltas: readonly Json[];
}

const event = (data: Json): Uint8Array => sse(data, String(data.type));

/** Anthropic's word for a request that was accepted, with the usage of its input. */
export const started = event({
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content: [],
    stop_reason: null,
    usage: { input_tokens: 10, cache_read_input_tokens: 2, output_tokens: 1 },
  },
});

/** An answer of Anthropic's Messages. */
export const message = (blocks: readonly Block[], stop_reason: string): Answer => ({
  said: [
    started,
    ...blocks.flatMap(({ start, deltas }, index) => [
      event({ type: 'content_block_start', index, content_block: start }),
      ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
      event({ type: 'content_block_stop', index }),
    ]),
  ],
  end: [
    event({ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 5 } }),
    event({ type: 'message_stop' }),
  ],
});

export const text = (words: string): Block => ({
  start: { type: 'text', text: '' },
  deltas: [{ type: 'text_delta', text: words }],
});

export const toolUse = (name: string, json = '{}', id = 'toolu_1'): Block => ({
  start: { type: 'tool_use', id, name, input: {} },
  deltas: [{ type: 'input_json_delta', partial_json: json }],
});

/** A search that the service performs itself. */
export const search: readonly Block[] = [
  {
    start: { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
    deltas: [{ type: 'input_json_delta', partial_json: '{"query":"weather"}' }],
  },
  {
    start: { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
    deltas: [],
  },
];
