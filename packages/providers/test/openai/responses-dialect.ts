/** OpenAI's Responses for the suite. */
import { type OpenAiSettings, openai } from '@perdure/providers/openai';
import OpenAI from 'openai';
import { type Call, type Dialect, pdf, png } from '../adapter-suite.ts';

export const provider = (baseURL: string, settings: OpenAiSettings) =>
  openai(new OpenAI({ apiKey: 'none', baseURL }), settings);

const usage = {
  input_tokens: 16,
  input_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 3 },
};

/** One item, and the events that come before it is done. */
export type Written = [item: object, ...events: object[]];

/** The response of the items. */
export const response = (items: Written[], type = 'response.completed', more: object = {}) => [
  { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [] } },
  ...items.flatMap(([item, ...events], output_index) => [
    ...events.map((event) => ({ ...event, output_index })),
    { type: 'response.output_item.done', item, output_index },
  ]),
  { type, response: { id: 'resp_1', usage, ...more } },
];

export const reasoning = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [
    { type: 'summary_text', text: '**Seeing**' },
    { type: 'summary_text', text: 'Let me see.' },
  ],
  encrypted_content: 'gAAAAABo+/w==',
  status: null,
};

const thought: Written = [
  reasoning,
  { type: 'response.output_item.added', item: { ...reasoning, summary: [] } },
  ...reasoning.summary.flatMap(({ text }, summary_index) => [
    { type: 'response.reasoning_summary_part.added', summary_index },
    { type: 'response.reasoning_summary_text.delta', summary_index, delta: text },
  ]),
];

export const message = (text: string) => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  phase: 'commentary',
  content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
});

export const said = (text: string): Written => [
  message(text),
  ...text.split(/(?<= )/).map((delta) => ({ type: 'response.output_text.delta', delta })),
];

const call = ([call_id, name, json]: Call) => ({
  type: 'function_call',
  id: `fc_${call_id}`,
  call_id,
  name,
  arguments: json,
  status: 'completed',
});

export const dialect: Dialect = {
  name: "OpenAI's Responses",
  provider,
  says: (text) => response([said(text)]),
  calls: (...calls) =>
    response([
      thought,
      said('Well.'),
      ...calls.map(
        (one): Written => [
          call(one),
          { type: 'response.function_call_arguments.delta', delta: one[2] },
        ],
      ),
    ]),
  calledItems: (...calls) => [reasoning, message('Well.'), ...calls.map(call)],
  reason: 'completed',
  usage: {
    inputTokens: 16,
    outputTokens: 7,
    reasoningTokens: 3,
    cacheReadTokens: 4,
    cacheWriteTokens: 2,
  },
  messages: (body) => (body as { input: unknown[] }).input,
  results(body) {
    type Item = { type?: string; call_id: string; output: unknown };
    const outputs = (body as { input: Item[] }).input.filter(
      ({ type }) => type === 'function_call_output',
    );
    return Object.fromEntries(outputs.map(({ call_id, output }) => [call_id, output]));
  },
  files: {
    png,
    pdf,
    content: [
      { type: 'input_text', text: 'Look.' },
      { type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'auto' },
      {
        type: 'input_file',
        filename: 'report.pdf',
        file_data: `data:application/pdf;base64,${pdf}`,
      },
    ],
  },
};
