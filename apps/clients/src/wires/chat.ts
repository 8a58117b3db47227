/** Chat Completions, which OpenAI, Groq, xAI, DeepSeek, OpenRouter and most local servers speak. */
import { comment, eventStream, pieces, sse, utf8, type Wire, waitSeconds } from './wire.ts';

const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) =>
  sse({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_764_400_000,
    model: 'any',
    choices: [{ index: 0, delta, finish_reason }],
    ...more,
  });

const end = (reason: string) => [
  chunk({}, reason, { usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 } }),
  sse('[DONE]'),
];

const error = (message: string, type: string, code: string | null = null) => ({
  error: { message, type, param: null, code },
});

const serverError = 'The server had an error while processing your request. Sorry about that!';

export const chat: Wire = {
  contentType: eventStream,
  said: [chunk({ role: 'assistant', content: '' }), ...pieces.map((content) => chunk({ content }))],
  ends: { stop: end('stop'), length: end('length'), filter: end('content_filter') },
  errorFrames: [
    { bytes: sse(error(serverError, 'server_error')), kinds: ['serverError'] },
    // OpenRouter's form (openrouter.ai/docs/api-reference/errors, errors in the middle of a stream).
    {
      bytes: chunk({ content: '' }, 'error', {
        error: { code: 502, message: 'Provider disconnected unexpectedly' },
      }),
      kinds: ['serverError', 'brokenStream'],
    },
  ],
  brokenFrame: utf8(
    'data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":" bro\n\n',
  ),
  asides: [comment, sse({ type: 'ping' }, 'ping')],
  refusals: {
    rateLimit: {
      status: 429,
      body: error('Rate limit reached for requests.', 'requests', 'rate_limit_exceeded'),
    },
    server: { status: 500, body: error(serverError, 'server_error') },
    overloaded: {
      status: 503,
      body: error('The engine is currently overloaded, please try again later', 'server_error'),
    },
    auth: {
      status: 401,
      body: error('Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
    },
    context: {
      status: 400,
      body: error(
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
        'invalid_request_error',
        'context_length_exceeded',
      ),
    },
    quota: {
      status: 429,
      body: error(
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
        'insufficient_quota',
      ),
    },
  },
  resetHeaders: {
    'x-ratelimit-limit-requests': '60',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': `${waitSeconds}s`,
  },
};
