/** OpenAI's Responses. Its refusals are those of Chat Completions. */
import { chat } from './chat.ts';
import { comment, eventStream, pieces, sentence, sse, utf8, type Wire } from './wire.ts';

let sequence_number = 0;
const event = (type: string, fields: object) =>
  sse({ type, sequence_number: sequence_number++, ...fields }, type);

const usage = {
  input_tokens: 9,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 12,
};
const response = (status: string, more: object = {}) => ({
  response: {
    id: 'resp_1',
    object: 'response',
    created_at: 1_764_400_000,
    model: 'any',
    status,
    error: null,
    incomplete_details: null,
    output: [],
    ...more,
  },
});
const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const item = { id: 'msg_1', type: 'message', role: 'assistant' };
const part = (text: string) => ({ type: 'output_text', text, annotations: [] });

const end = (type: string, more: object = {}) => [
  event('response.output_text.done', { ...place, text: sentence }),
  event('response.content_part.done', { ...place, part: part(sentence) }),
  event('response.output_item.done', {
    output_index: 0,
    item: { ...item, status: 'completed', content: [part(sentence)] },
  }),
  event(`response.${type}`, response(type, { usage, ...more })),
];

const fault = {
  code: 'server_error',
  message: 'The server had an error while processing your request. Sorry about that!',
};

export const responses: Wire = {
  ...chat,
  contentType: eventStream,
  said: [
    event('response.created', response('in_progress')),
    event('response.output_item.added', {
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    }),
    event('response.content_part.added', { ...place, part: part('') }),
    ...pieces.map((delta) => event('response.output_text.delta', { ...place, delta })),
  ],
  ends: {
    stop: end('completed'),
    length: end('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }),
    filter: end('incomplete', { incomplete_details: { reason: 'content_filter' } }),
  },
  errorFrames: [
    { bytes: event('error', { ...fault, param: null }), kinds: ['serverError'] },
    {
      bytes: event('response.failed', response('failed', { error: fault })),
      kinds: ['serverError'],
    },
    // As documented for failures before the response exists.
    {
      bytes: event('error', { error: { type: 'server_error', param: null, ...fault } }),
      kinds: ['serverError'],
    },
  ],
  brokenFrame: utf8(
    'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":" bro\n\n',
  ),
  asides: [comment, event('response.vendor.progress', { progress: 0.5 })],
};
