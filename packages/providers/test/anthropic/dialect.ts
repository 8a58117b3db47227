/** Anthropic's Messages for the suite. */
import Anthropic from '@anthropic-ai/sdk';
import { type AnthropicSettings, anthropic } from '@perdure/providers/anthropic';
import { type Call, type Dialect, pdf, png } from '../adapter-suite.ts';

export const provider = (baseURL: string, settings: AnthropicSettings) =>
  anthropic(new Anthropic({ apiKey: 'none', baseURL }), settings);

const usage = {
  input_tokens: 10,
  cache_read_input_tokens: 4,
  cache_creation_input_tokens: 2,
  output_tokens: 1,
};

/** An answer of the blocks. Each of their deltas is an event. */
export const answer = (stop_reason: string, ...blocks: [start: object, ...deltas: object[]][]) => [
  { type: 'message_start', message: { id: 'msg_1', content: [], usage } },
  ...blocks.flatMap(([content_block, ...deltas], index) => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]),
  {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 7, output_tokens_details: { thinking_tokens: 3 }, input_tokens: null },
  },
  { type: 'message_stop' },
];

export const text = (...pieces: string[]): [object, ...object[]] => [
  { type: 'text', text: '', citations: null },
  ...pieces.map((piece) => ({ type: 'text_delta', text: piece })),
];

export const thinking: [object, ...object[]] = [
  { type: 'thinking', thinking: '', signature: '' },
  { type: 'thinking_delta', thinking: 'Let me ' },
  { type: 'thinking_delta', thinking: 'see.' },
  { type: 'signature_delta', signature: 'EqQBCkYIBRgCKkAx+/=' },
];

const toolUse = ([id, name, json]: Call): [object, ...object[]] => [
  { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } },
  ...json.split(/(?<=:)/).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
];

const redacted = { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix/LafPsn4a=' };

export const dialect: Dialect = {
  name: "Anthropic's Messages",
  provider,
  says: (words) => answer('end_turn', text(...words.split(/(?<= )/))),
  calls: (...calls) =>
    answer('tool_use', thinking, [redacted], text('Well.'), ...calls.map(toolUse)),
  calledItems: (...calls) => [
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Let me see.', signature: 'EqQBCkYIBRgCKkAx+/=' },
        redacted,
        { type: 'text', text: 'Well.' },
        ...calls.map(([id, name, json]) => ({
          type: 'tool_use',
          id,
          name,
          input: JSON.parse(json),
          caller: { type: 'direct' },
        })),
      ],
    },
  ],
  reason: 'end_turn',
  usage: {
    inputTokens: 16,
    outputTokens: 7,
    reasoningTokens: 3,
    cacheReadTokens: 4,
    cacheWriteTokens: 2,
  },
  messages: (body) => (body as { messages: unknown[] }).messages,
  results(body) {
    type Block = { type: string; tool_use_id: string; content: unknown };
    const { messages } = body as { messages: { content: Block[] }[] };
    const blocks = messages.flatMap(({ content }) => content);
    return Object.fromEntries(
      blocks
        .filter(({ type }) => type === 'tool_result')
        .map(({ tool_use_id, content }) => [tool_use_id, content]),
    );
  },
  files: {
    png,
    pdf,
    content: [
      { type: 'text', text: 'Look.' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: pdf },
        title: 'report.pdf',
      },
    ],
  },
};
