/**
 * What an error of any origin says, gathered by structure and without importing its class: errors of SDKs,
 * error frames of a stream, bodies, Node and undici errors with their cause chain, strings.
 */
import { bodyOf, statusIn } from './text.ts';
import { Visitor } from './visitor.ts';
import { readWaitMs } from './wait.ts';

export interface Evidence {
  /** Who was asked, in lower case; empty if nobody said. */
  provider: string;
  /** HTTP status from 400 to 599. A 200 whose body broke is no status of a failure. */
  status?: number;
  /** As they were written, the outermost first. */
  codes: readonly string[];
  /** Class names along the cause chain. */
  names: readonly string[];
  /** Lower-case names. */
  headers: ReadonlyMap<string, string>;
  /** What is said, the most specific first. */
  messages: readonly string[];
  /** All that is said, in lower case, bounded: what rules of text look at. */
  said: string;
  /** The body is a page: a proxy speaks, and not the provider. */
  isPage: boolean;
  /** The server's own wait. Milliseconds. */
  waitMs?: number;
}

/** More of a text says nothing more, and a huge one must cost nothing. */
const mostSaid = 4_096;

export function readEvidence(error: unknown, provider = ''): Evidence {
  const { codes, names, messages, headers, statuses, waits } = new Visitor().visit(error);
  const pages = messages.filter((message) => bodyOf(message).isPage);
  const said = messages
    .map((message) => bodyOf(message).text)
    .join('\n')
    .slice(0, mostSaid)
    .toLowerCase();
  const status = statuses[0] ?? statusIn(messages);
  const waitMs = readWaitMs(headers, waits, said);
  return {
    provider: provider.toLowerCase(),
    ...(status !== undefined && { status }),
    codes,
    names,
    headers,
    messages: messages.map((message) => bodyOf(message).text),
    said,
    isPage: pages.length > 0,
    ...(waitMs !== undefined && { waitMs }),
  };
}
