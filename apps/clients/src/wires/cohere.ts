/** Cohere's chat, version 2. */
import { chat } from './chat.ts';
import { comment, eventStream, pieces, sse, utf8, type Wire } from './wire.ts';

const event = (type: string, fields: object = {}) => sse({ type, ...fields }, type);

const tokens = { input_tokens: 9, output_tokens: 3 };
const ended = (finish_reason: string, more: object = {}) =>
  event('message-end', {
    id: 'c1',
    delta: {
      finish_reason,
      usage: { billed_units: tokens, tokens },
      ...more,
    },
  });
const end = (reason: string) => [event('content-end', { index: 0 }), ended(reason)];

const refusal = (status: number, message: string) => ({ status, body: { id: 'e1', message } });

export const cohere: Wire = {
  contentType: eventStream,
  said: [
    event('message-start', {
      id: 'c1',
      delta: {
        message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] },
      },
    }),
    event('content-start', {
      index: 0,
      delta: { message: { content: { type: 'text', text: '' } } },
    }),
    ...pieces.map((text) =>
      event('content-delta', { index: 0, delta: { message: { content: { text } } } }),
    ),
  ],
  ends: { stop: end('COMPLETE'), length: end('MAX_TOKENS'), filter: end('ERROR_TOXIC') },
  errorFrames: [
    {
      bytes: ended('ERROR', { error: 'internal server error during generation' }),
      kinds: ['serverError', 'brokenStream'],
    },
  ],
  brokenFrame: utf8(
    'event: content-delta\ndata: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":" bro\n\n',
  ),
  asides: [comment, event('vendor-progress', { progress: 0.5 })],
  refusals: {
    rateLimit: refusal(429, 'Too many requests: the limit is 20 API calls / minute.'),
    server: refusal(500, 'internal server error'),
    overloaded: refusal(503, 'service unavailable: the model is overloaded'),
    auth: refusal(401, 'invalid api token'),
    context: refusal(
      400,
      'too many tokens: size limit exceeded by 1200 tokens. Try using shorter or fewer inputs.',
    ),
    quota: refusal(
      429,
      'You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for free or upgrade to a Production key.',
    ),
  },
  resetHeaders: chat.resetHeaders,
};
