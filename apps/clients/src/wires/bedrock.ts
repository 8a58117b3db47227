/** Amazon Bedrock's ConverseStream: binary frames, and exceptions by name. */
import { frame } from './aws-frame.ts';
import { chat } from './chat.ts';
import { pieces, type Wire } from './wire.ts';

const json = { ':content-type': 'application/json' };
const event = (type: string, payload: object) =>
  frame({ ':message-type': 'event', ':event-type': type, ...json }, JSON.stringify(payload));
const exception = (type: string, message: string) =>
  frame(
    { ':message-type': 'exception', ':exception-type': type, ...json },
    JSON.stringify({ message }),
  );

const end = (stopReason: string) => [
  event('contentBlockStop', { contentBlockIndex: 0 }),
  event('messageStop', { stopReason }),
  event('metadata', {
    usage: { inputTokens: 9, outputTokens: 3, totalTokens: 12 },
    metrics: { latencyMs: 100 },
  }),
];

const refusal = (status: number, name: string, message: string) => ({
  status,
  body: { message },
  headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/` },
});

export const bedrock: Wire = {
  contentType: 'application/vnd.amazon.eventstream',
  said: [
    event('messageStart', { role: 'assistant' }),
    ...pieces.map((text) => event('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
  ],
  ends: {
    stop: end('end_turn'),
    length: end('max_tokens'),
    filter: end('guardrail_intervened'),
  },
  errorFrames: [
    {
      bytes: exception(
        'internalServerException',
        'The system encountered an unexpected error during processing. Try your request again.',
      ),
      kinds: ['serverError'],
    },
    {
      bytes: exception(
        'throttlingException',
        'Too many requests, please wait before trying again.',
      ),
      kinds: ['rateLimited'],
    },
    // An error that the model of the service does not name (Smithy, event stream specification).
    {
      bytes: frame(
        {
          ':message-type': 'error',
          ':error-code': 'InternalFailure',
          ':error-message': 'The server failed.',
        },
        '',
      ),
      kinds: ['serverError', 'brokenStream'],
    },
  ],
  brokenFrame: frame(
    { ':message-type': 'event', ':event-type': 'contentBlockDelta', ...json },
    '{"contentBlockIndex":0,"delta":{"text":" bro',
  ),
  asides: [event('vendorProgress', { progress: 0.5 })],
  refusals: {
    rateLimit: refusal(
      429,
      'ThrottlingException',
      'Too many requests, please wait before trying again.',
    ),
    server: refusal(
      500,
      'InternalServerException',
      'The system encountered an unexpected error during processing. Try your request again.',
    ),
    overloaded: refusal(
      503,
      'ServiceUnavailableException',
      'Bedrock is unable to process your request.',
    ),
    auth: refusal(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ),
    context: refusal(400, 'ValidationException', 'Input is too long for requested model.'),
    // The service has no word for an empty account: `ServiceQuotaExceededException` may be sent again later.
    quota: refusal(
      403,
      'AccessDeniedException',
      'Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided.',
    ),
  },
  resetHeaders: chat.resetHeaders,
};
