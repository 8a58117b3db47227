/**
 * The evidence in an error of any origin: errors of SDKs, error frames of a stream, bodies, Node and undici errors with
 * their cause chain, strings. The evidence is read from the structure of the error, without an import of error classes.
 */
import type { HeaderMap } from './headers.ts';
import { classesInText, codesInText } from './scan.ts';
import { behindGateway, statusesIn } from './status.ts';
import { wordsOf } from './text.ts';
import { Visitor } from './visitor.ts';
import { readWaitMs } from './wait.ts';

/** Everything that the rows are compared with. */
export interface Evidence {
  /** The provider that the caller named, or else the one whose bodies have this shape. Lower case; empty if unknown. */
  provider: string;
  /** HTTP status from 400 to 599. The 200 of a response whose body broke is ignored. */
  status?: number;
  /** Statuses that differ from `status`. They come from inner errors and from texts. */
  others: readonly number[];
  /** The 4xx status of the server behind a gateway that answered 5xx. It is one of `others`. */
  refusal?: number;
  /** True if the server accepted the request with a 2xx, and nothing of its answer was read. */
  isAccepted: boolean;
  /** Whether the caller's own signal was aborted; undefined if the caller does not say. */
  aborted?: boolean;
  /** The outermost code from a field or a header, as it was written. */
  code?: string;
  /** Codes from fields and headers, outermost first, then those from texts, then `thrown`. In the form of `plain`. */
  codes: readonly string[];
  /** Class names of the errors along the cause chain. */
  thrown: readonly string[];
  /** `thrown`, then class names from texts. */
  names: readonly string[];
  headers: HeaderMap;
  /** Texts, most specific first. */
  messages: readonly string[];
  /** All texts joined, for rows that search phrases: lower case, straight apostrophes, 4,096 characters at most. */
  said: string;
  /** The wait that the server asks for, milliseconds. */
  waitMs?: number;
}

/**
 * Longest text that the rows search, characters. Later text is ignored, because it adds no reason and the search of a
 * huge text must be cheap.
 */
const mostSaid = 4_096;

/** What the caller knows besides the error. */
export interface Knowledge {
  provider?: string;
  aborted?: boolean;
}

/** Reads the evidence of an error. Never throws. */
export function readEvidence(error: unknown, { provider = '', aborted }: Knowledge = {}): Evidence {
  const seen = new Visitor().visit(error);
  const { headers, names: thrown, waits } = seen;
  const messages = seen.messages.map(wordsOf);
  const all = messages.join('\n').slice(0, mostSaid);
  const said = all.toLowerCase().replace(/[‘’]/g, "'");

  const statuses = [...seen.statuses, ...messages.flatMap(statusesIn)];
  const [status] = statuses;
  const others = statuses.filter((other) => other !== status);
  const refusal = behindGateway(status, others);
  const [code] = seen.codes;
  const names = [...thrown, ...classesInText(all)];
  const waitMs = readWaitMs(headers, waits, said);
  return {
    provider: (provider || seen.provider).toLowerCase(),
    ...(status !== undefined && { status }),
    others,
    isAccepted: seen.isAccepted && !seen.hasJson,
    ...(aborted !== undefined && { aborted }),
    ...(refusal !== undefined && { refusal }),
    ...(code !== undefined && { code }),
    codes: [...seen.codes, ...codesInText(all), ...thrown].map(plain),
    thrown,
    names,
    headers,
    messages,
    said,
    ...(waitMs !== undefined && { waitMs }),
  };
}

/**
 * A code in the form in which codes are compared: lower case, without separators and namespace. `rate_limit_exceeded`,
 * `RateLimitExceeded` and `rate-limit-exceeded` become equal; so do `ThrottlingException` and
 * `com.amazon.coral.availability#ThrottlingException`.
 */
export const plain = (code: string): string =>
  code
    .slice(0, 100)
    .replace(/^[^#]{0,60}#/, '')
    .toLowerCase()
    .replace(/[^a-z0-9:]/g, '');
