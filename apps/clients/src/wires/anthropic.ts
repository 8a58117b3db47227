/** Anthropic's Messages. */
import { comment, eventStream, pieces, resetAt, sse, utf8, type Wire } from './wire.ts';

const event = (type: string, fields: object = {}) => sse({ type, ...fields }, type);

const end = (stop_reason: string) => [
  event('content_block_stop', { index: 0 }),
  event('message_delta', {
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: 3 },
  }),
  event('message_stop'),
];

const error = (type: string, message: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_1',
});

export const anthropic: Wire = {
  contentType: eventStream,
  said: [
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'any',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 9, output_tokens: 1 },
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    ...pieces.map((text) =>
      event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    ),
  ],
  ends: { stop: end('end_turn'), length: end('max_tokens'), filter: end('refusal') },
  errorFrames: [
    {
      bytes: sse(error('overloaded_error', 'Overloaded'), 'error'),
      kinds: ['overloaded', 'serverError'],
    },
    { bytes: sse(error('api_error', 'Internal server error'), 'error'), kinds: ['serverError'] },
  ],
  brokenFrame: utf8(
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" bro\n\n',
  ),
  asides: [comment, event('ping'), event('vendor.progress', { progress: 0.5 })],
  refusals: {
    rateLimit: {
      status: 429,
      body: error(
        'rate_limit_error',
        "This request would exceed your organization's rate limit of 50 requests per minute.",
      ),
    },
    server: { status: 500, body: error('api_error', 'Internal server error') },
    overloaded: { status: 529, body: error('overloaded_error', 'Overloaded') },
    auth: { status: 401, body: error('authentication_error', 'invalid x-api-key') },
    context: {
      status: 400,
      body: error('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
    },
    quota: {
      status: 400,
      body: error(
        'invalid_request_error',
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      ),
    },
  },
  resetHeaders: {
    'anthropic-ratelimit-requests-limit': '50',
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': resetAt.toISOString(),
  },
};
