/** Error statuses: refusals in the words of each wire, and what proxies say. */
import { type Refusal, type RefusalName, resetAt, type Wire, waitSeconds } from '../wires/wire.ts';
import type { Fault } from './fault.ts';

const page = (title: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;

const refuses = (does: string, refusal: (wire: Wire) => Refusal): Fault => ({
  does,
  async answer(exchange, wire) {
    const { status, body, headers } = refusal(wire);
    await exchange.head(status, { 'content-type': 'application/json', ...headers });
    await exchange.write([JSON.stringify(body)]);
    exchange.end();
  },
});

const says = (name: RefusalName, does: string): Fault =>
  refuses(does, ({ refusals }) => refusals[name]);

/** A rate limit that says in its own form when to come back. */
const limited = (form: string, headers: (wire: Wire) => Record<string, string>): Fault =>
  refuses(`refuses for a rate limit, the wait in ${form}`, (wire) => {
    const { rateLimit } = wire.refusals;
    return { ...rateLimit, headers: { ...rateLimit.headers, ...headers(wire) } };
  });

const inMessage: Fault = refuses(
  'refuses for a rate limit, the wait in the text',
  ({ refusals }) => {
    const { body, ...more } = refusals.rateLimit;
    const text = JSON.stringify(body).replace(
      /("(?:message|error)":"[^"]*?)\.?"/,
      `$1. Please try again in ${waitSeconds}s."`,
    );
    return { ...more, body: JSON.parse(text) };
  },
);

const retryInfo: Fault = {
  ...refuses("refuses for a rate limit, the wait in Google's RetryInfo", ({ refusals }) => {
    const { body, ...more } = refusals.rateLimit;
    const { error } = body as { error: object };
    const detail = {
      '@type': 'type.googleapis.com/google.rpc.RetryInfo',
      retryDelay: `${waitSeconds}s`,
    };
    return { ...more, body: { error: { ...error, details: [detail] } } };
  }),
  isOn: ({ refusals }) => JSON.stringify(refusals.rateLimit.body).includes('RESOURCE_EXHAUSTED'),
};

export const refusals = {
  'limit-seconds': limited('Retry-After, seconds', () => ({ 'retry-after': `${waitSeconds}` })),
  'limit-date': limited('Retry-After, a date', () => ({ 'retry-after': resetAt.toUTCString() })),
  'limit-ms': limited('retry-after-ms', () => ({ 'retry-after-ms': `${waitSeconds}000` })),
  'limit-reset': limited("the wire's headers of resets", ({ resetHeaders }) => resetHeaders),
  'limit-text': inMessage,
  'limit-retry-info': retryInfo,
  'bad-gateway-page': {
    does: 'sends a page of HTML with status 503, as a proxy does',
    async answer(exchange) {
      await exchange.head(503, { 'content-type': 'text/html' });
      await exchange.write([page('503 Service Temporarily Unavailable')]);
      exchange.end();
    },
  },
  'empty-500': {
    does: 'sends status 500 and no body',
    async answer(exchange) {
      await exchange.head(500, {});
      exchange.end();
    },
  },
  veto: refuses('fails, and forbids another attempt (`x-should-retry: false`)', ({ refusals }) => ({
    ...refusals.server,
    headers: { ...refusals.server.headers, 'x-should-retry': 'false' },
  })),
  overloaded: says('overloaded', 'is overloaded (529 or 503)'),
  auth: says('auth', 'refuses the key (401, Bedrock 403, Gemini 400)'),
  context: says('context', 'refuses a prompt that is too long (400)'),
  quota: says('quota', 'refuses because the account has no more credit'),
} satisfies Record<string, Fault>;
