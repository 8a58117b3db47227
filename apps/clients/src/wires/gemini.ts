/** Gemini's `streamGenerateContent?alt=sse`. */
import { chat } from './chat.ts';
import { comment, eventStream, pieces, sse, utf8, type Wire } from './wire.ts';

const chunk = (text: string, finishReason?: string) =>
  sse({
    candidates: [
      {
        index: 0,
        content: { role: 'model', parts: [{ text }] },
        ...(finishReason && { finishReason }),
      },
    ],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 3, totalTokenCount: 12 },
    modelVersion: 'any',
    responseId: 'response-1',
  });

const error = (code: number, status: string, message: string, details: readonly object[] = []) => ({
  error: { code, message, status, ...(details.length > 0 && { details }) },
});

const unavailable = error(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');

export const gemini: Wire = {
  contentType: eventStream,
  said: pieces.map((text) => chunk(text)),
  ends: {
    stop: [chunk('', 'STOP')],
    length: [chunk('', 'MAX_TOKENS')],
    filter: [chunk('', 'SAFETY')],
  },
  errorFrames: [
    { bytes: sse(unavailable), kinds: ['overloaded', 'serverError'] },
    // Without `data:`, which the service sends when it fails outside of its stream.
    {
      bytes: utf8(JSON.stringify(unavailable, null, 2)),
      kinds: ['overloaded', 'serverError', 'brokenStream'],
    },
  ],
  brokenFrame: utf8('data: {"candidates":[{"content":{"parts":[{"text":" bro\n\n'),
  asides: [comment, sse({ vendorProgress: 0.5 })],
  refusals: {
    rateLimit: {
      status: 429,
      body: error(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted.'),
    },
    server: {
      status: 500,
      body: error(500, 'INTERNAL', 'An internal error has occurred. Please retry.'),
    },
    overloaded: { status: 503, body: unavailable },
    auth: {
      status: 400,
      body: error(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'API_KEY_INVALID',
          domain: 'googleapis.com',
        },
      ]),
    },
    context: {
      status: 400,
      body: error(
        400,
        'INVALID_ARGUMENT',
        'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      ),
    },
    quota: {
      status: 429,
      body: error(
        429,
        'RESOURCE_EXHAUSTED',
        'You exceeded your current quota, please check your plan and billing details.',
        [
          {
            '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
            violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
          },
        ],
      ),
    },
  },
  resetHeaders: chat.resetHeaders,
};
