/**
 * The vocabulary of failures. A failure is a plain, serialisable value. It holds no cause, no stack, no headers and
 * no body, because it is stored, streamed and shown.
 */

/** Kinds of failures after which another attempt may succeed. */
export const transientKinds = [
  'rateLimited',
  'overloaded',
  'serverError',
  'timeout',
  'network',
  'brokenStream',
] as const;

/** Kinds of failures that the same request will meet again, unless something else changes. */
export const permanentKinds = [
  'quotaExceeded',
  'unauthorized',
  'contextOverflow',
  'contentFiltered',
  'invalidRequest',
  'cancelled',
  'unknown',
] as const;

/** All 13 kinds, transient ones first. */
export const failureKinds = [...transientKinds, ...permanentKinds] as const;

export type FailureKind = (typeof failureKinds)[number];

/** An error after classification. Plain JSON. */
export interface Failure {
  kind: FailureKind;
  /** True if the same request may succeed when it is sent again. This field decides about a retry; `kind` does not. */
  retryable: boolean;
  /**
   * The wait that the server asks for, milliseconds. Read from a header, the body or the text. It is a minimum, and 32
   * days at most.
   */
  retryAfterMs?: number;
  /** HTTP status, 400 to 599; absent if the error names none. */
  status?: number;
  /** The provider's or the system's own code, such as `rate_limit_exceeded` or `ECONNRESET`. 100 characters at most. */
  code?: string;
  /** `ClassifyOptions.provider`, unchanged. */
  provider?: string;
  /**
   * True for a 429 whose text says nothing of a limit: it may be a refusal. Of rate limits, only such ones count as a
   * repetition.
   */
  doubtful?: true;
  /**
   * How many attempts in a row failed at once with this same failure. Set only if the run stopped because of this
   * repetition, before its retries were used up.
   */
  repeats?: number;
  /** Text for people. Never empty, without credentials, 500 characters at most. */
  message: string;
  /**
   * Name of the row of knowledge that decided the kind: its topic, and the code or the words that it recognised, such as
   * `quota/insufficient_quota`. `none` if no row matched. Ends in `+window` if the wait made a quota of a rate limit.
   */
  decidedBy: string;
  /** Every row that matches, in the order of the ladder: the first one decides. Set only with the option `explain`. */
  matched?: MatchedRow[];
}

/** A row of knowledge that matches an error. */
export interface MatchedRow {
  /** As in `Failure.decidedBy`. */
  row: string;
  kind: FailureKind;
  /** The group of the row in the order. */
  rung: string;
  /** Who sends such an error, such as `openai`. */
  by: string;
  /** Where it is documented or was seen: an address without its scheme, `owner/repo#123`, `owner/repo/path`, an RFC. */
  source: string;
}
