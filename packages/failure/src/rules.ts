/**
 * What decides, in the order in which it decides: the first rule that matches gives the kind.
 * Structure before text: an abort, then a code, then the status, then the cause chain.
 */
import type { Evidence } from './evidence.ts';
import type { FailureKind } from './failure.ts';

export interface Rule {
  name: string;
  kind: FailureKind;
  matches: (evidence: Evidence) => boolean;
}

const named =
  (...names: string[]) =>
  (evidence: Evidence) =>
    evidence.names.some((name) => names.includes(name));

const coded =
  (...codes: string[]) =>
  (evidence: Evidence) =>
    evidence.codes.some((code) => codes.includes(code));

const status =
  (...statuses: number[]) =>
  (evidence: Evidence) =>
    evidence.status !== undefined && statuses.includes(evidence.status);

const saying =
  (...sentences: string[]) =>
  (evidence: Evidence) =>
    evidence.messages.some((message) => sentences.includes(message));

const statusFrom = (low: number, high: number) => (evidence: Evidence) =>
  evidence.status !== undefined && evidence.status >= low && evidence.status <= high;

const rule = (name: string, kind: FailureKind, matches: Rule['matches']): Rule => ({
  name,
  kind,
  matches,
});

export const rules: readonly Rule[] = [
  // A user's abort is no failure of the provider. `TimeoutError` is what AbortSignal.timeout() throws.
  rule('abort', 'cancelled', named('AbortError', 'APIUserAbortError')),
  rule('abort.timeout', 'timeout', named('TimeoutError', 'APIConnectionTimeoutError')),

  // Codes of OpenAI and Anthropic, in a body or in an error frame inside a 200.
  rule('code.quota', 'quotaExceeded', coded('insufficient_quota', 'billing_hard_limit_reached')),
  rule(
    'code.auth',
    'unauthorized',
    coded('invalid_api_key', 'authentication_error', 'permission_error'),
  ),
  rule('code.overflow', 'contextOverflow', coded('context_length_exceeded')),
  rule('code.content', 'contentFiltered', coded('content_filter', 'content_policy_violation')),
  rule('code.rateLimit', 'rateLimited', coded('rate_limit_exceeded', 'rate_limit_error')),
  rule('code.overloaded', 'overloaded', coded('overloaded_error', 'server_is_overloaded')),
  rule('code.server', 'serverError', coded('server_error', 'api_error', 'internal_server_error')),
  rule('code.invalid', 'invalidRequest', coded('model_not_found')),

  // RFC 9110 §15, RFC 6585 (429), RFC 8470 (425); 529 is Anthropic's, 520-524 are Cloudflare's.
  rule('status.auth', 'unauthorized', status(401, 403)),
  rule('status.payment', 'quotaExceeded', status(402)),
  rule('status.tooLarge', 'contextOverflow', status(413)),
  rule('status.timeout', 'timeout', status(408, 504, 522, 524)),
  rule('status.conflict', 'serverError', status(409, 425)),
  rule('status.rateLimit', 'rateLimited', status(429)),
  rule('status.overloaded', 'overloaded', status(529)),
  rule('status.server', 'serverError', statusFrom(500, 599)),
  rule('status.client', 'invalidRequest', statusFrom(400, 499)),

  // Node and undici, along the cause chain.
  rule('stream.premature', 'brokenStream', coded('ERR_STREAM_PREMATURE_CLOSE')),
  // undici for a body that is cut; the AI SDK for a stream that ends without an end.
  rule('stream.terminated', 'brokenStream', saying('terminated')),
  rule('stream.unfinished', 'brokenStream', named('AI_InvalidResponseDataError')),
  rule(
    'network.timeout',
    'timeout',
    coded(
      'ETIMEDOUT',
      'UND_ERR_CONNECT_TIMEOUT',
      'UND_ERR_HEADERS_TIMEOUT',
      'UND_ERR_BODY_TIMEOUT',
    ),
  ),
  rule('network.reset', 'network', coded('ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET')),
  rule(
    'network.refused',
    'network',
    coded('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'),
  ),
  rule('network.name', 'network', coded('ENOTFOUND', 'EAI_AGAIN')),
  rule('network.fetch', 'network', saying('fetch failed', 'Failed to fetch')),
];
