/**
 * The vocabulary of failing: a plain, serialisable value. It is stored, streamed and shown, so it
 * holds no cause, no stack, no headers and no body.
 */

/** Kinds that another attempt may get past. */
export const transientKinds = [
  'rateLimited',
  'overloaded',
  'serverError',
  'timeout',
  'network',
  'brokenStream',
] as const;

/** Kinds that the same request will meet again. */
export const permanentKinds = [
  'quotaExceeded',
  'unauthorized',
  'contextOverflow',
  'contentFiltered',
  'invalidRequest',
  'cancelled',
  'unknown',
] as const;

export const failureKinds = [...transientKinds, ...permanentKinds] as const;

export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  kind: FailureKind;
  /** May the same request succeed if it is sent again? What decides a retry is this, not the kind. */
  retryable: boolean;
  /** The server's own wait in milliseconds, from wherever it said so. A minimum, never a hint to go sooner. */
  retryAfterMs?: number;
  /** HTTP status, where there was one. */
  status?: number;
  /** The provider's or the system's own code: `rate_limit_exceeded`, `ECONNRESET` … */
  code?: string;
  provider?: string;
  /** Set by a run that gave up before its retries were used up: how often it came in a row, at once and the same. */
  repeats?: number;
  /** For people: credentials redacted, at most 500 characters. */
  message: string;
  /** The rule that decided, for the log and the tests. */
  rule: string;
}
