/**
 * What an error of any origin says, gathered by structure and without importing its class: errors of SDKs,
 * error frames of a stream, bodies, Node and undici errors with their cause chain, strings.
 */
import type { HeaderMap } from './headers.ts';
import { classesInText, codesInText } from './scan.ts';
import { behindGateway, statusesIn } from './status.ts';
import { wordsOf } from './text.ts';
import { Visitor } from './visitor.ts';
import { readWaitMs } from './wait.ts';

export interface Evidence {
  /** Who was asked, or who answers in such a shape, in lower case; empty if that is unknown. */
  provider: string;
  /** HTTP status from 400 to 599. A 200 whose body broke is no status of a failure. */
  status?: number;
  /** Other statuses that are named. */
  others: readonly number[];
  /** Among them, the refusal of the one behind a gateway that answered 5xx. */
  refusal?: number;
  /** The outermost code that stood in a field of its own, as it was written. */
  code?: string;
  /** Codes from fields, the outermost first, and then those that stand in texts: as `plain` writes them. */
  codes: readonly string[];
  /** Classes that were thrown, along the cause chain. */
  thrown: readonly string[];
  /** Those, and classes that stand in texts. */
  names: readonly string[];
  headers: HeaderMap;
  /** What is said, the most specific first. */
  messages: readonly string[];
  /** All that is said, in lower case and with plain apostrophes, bounded: what rules of text look at. */
  said: string;
  /** The server's own wait. Milliseconds. */
  waitMs?: number;
}

/** More of a text says nothing more, and a huge one must cost nothing. */
const mostSaid = 4_096;

export function readEvidence(error: unknown, provider = ''): Evidence {
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
  const waitMs = readWaitMs(headers, waits, said);
  return {
    provider: (provider || seen.provider).toLowerCase(),
    ...(status !== undefined && { status }),
    others,
    ...(refusal !== undefined && { refusal }),
    ...(code !== undefined && { code }),
    codes: [...seen.codes, ...codesInText(all)].map(plain),
    thrown,
    names: [...thrown, ...classesInText(all)],
    headers,
    messages,
    said,
    ...(waitMs !== undefined && { waitMs }),
  };
}

/**
 * A code as it is compared: `rate_limit_exceeded`, `RateLimitExceeded` and `rate-limit-exceeded` are one, and so is
 * a code with its namespace, `com.amazon.coral.availability#ThrottlingException`.
 */
export const plain = (code: string): string =>
  code
    .slice(0, 100)
    .replace(/^[^#]{0,60}#/, '')
    .toLowerCase()
    .replace(/[^a-z0-9:]/g, '');
