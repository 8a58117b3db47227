/** The AI Gateway of Vercel: the parts of the AI SDK's own stream, one event each. */
import { chat } from './chat.ts';
import { comment, eventStream, pieces, sse, utf8, type Wire } from './wire.ts';

const end = (unified: string, raw: string) => [
  sse({ type: 'text-end', id: 't1' }),
  sse({
    type: 'finish',
    finishReason: { unified, raw },
    usage: { inputTokens: { total: 9 }, outputTokens: { total: 3 } },
  }),
  sse('[DONE]'),
];

const refusal = (status: number, type: string, message: string) => ({
  status,
  body: { error: { message, type, param: null, code: type } },
});

export const gateway: Wire = {
  contentType: eventStream,
  said: [
    sse({ type: 'stream-start', warnings: [] }),
    sse({ type: 'text-start', id: 't1' }),
    ...pieces.map((delta) => sse({ type: 'text-delta', id: 't1', delta })),
  ],
  ends: {
    stop: end('stop', 'stop'),
    length: end('length', 'max_tokens'),
    filter: end('content-filter', 'refusal'),
  },
  errorFrames: [
    {
      bytes: sse({
        type: 'error',
        error: { message: 'The provider failed.', type: 'internal_server_error', statusCode: 500 },
      }),
      kinds: ['serverError'],
    },
  ],
  brokenFrame: utf8('data: {"type":"text-delta","id":"t1","delta":" bro\n\n'),
  asides: [comment],
  refusals: {
    rateLimit: refusal(429, 'rate_limit_exceeded', 'Rate limit exceeded.'),
    server: refusal(500, 'internal_server_error', 'Internal server error'),
    overloaded: refusal(503, 'service_unavailable', 'The provider is overloaded.'),
    auth: refusal(401, 'authentication_error', 'Invalid API key.'),
    context: chat.refusals.context,
    quota: refusal(
      402,
      'insufficient_funds',
      'Insufficient funds. Please add credits to your account.',
    ),
  },
  resetHeaders: chat.resetHeaders,
};
