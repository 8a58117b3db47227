/** Mistral's chat completions: the frames of Chat Completions, errors of its own. */
import { chat } from './chat.ts';
import { sse, type Wire } from './wire.ts';

const error = (message: string, type: string, code: string) => ({
  object: 'error',
  message,
  type,
  param: null,
  code,
});

export const mistral: Wire = {
  ...chat,
  errorFrames: [
    {
      bytes: sse(error('Service unavailable.', 'unreachable_backend', '1100')),
      kinds: ['serverError', 'overloaded', 'brokenStream'],
    },
  ],
  refusals: {
    rateLimit: {
      status: 429,
      body: error('Rate limit exceeded', 'rate_limited', '1300'),
    },
    server: { status: 500, body: error('Internal server error', 'internal_server_error', '1000') },
    overloaded: {
      status: 503,
      body: error('Service unavailable.', 'unreachable_backend', '1100'),
    },
    auth: { status: 401, body: { detail: 'Unauthorized' } },
    context: {
      status: 400,
      body: error(
        'Prompt contains 140000 tokens and 0 draft tokens, too large for model with 131072 maximum context length',
        'invalid_request_invalid_args',
        '3051',
      ),
    },
    quota: {
      status: 402,
      body: error(
        'Payment required: your account has no credits left.',
        'payment_required',
        '3001',
      ),
    },
  },
};
