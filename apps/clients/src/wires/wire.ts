/** What a wire is: how a service streams an answer, and how it says that it has failed. */
import type { FailureKind } from '@perdure/failure';

/** A refusal before the answer begins. */
export interface Refusal {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Why a service refuses. `quota`: the account has no more credit, which waiting does not mend. */
export type RefusalName = 'rateLimit' | 'server' | 'overloaded' | 'auth' | 'context' | 'quota';

/** An error within an answer that has begun with status 200. */
export interface ErrorFrame {
  bytes: Uint8Array;
  /** Kinds that an expert would accept for it. All of them are worth another attempt. */
  kinds: readonly FailureKind[];
}

export interface Wire {
  contentType: string;
  /** The beginning of an answer: all of `sentence`, in pieces that the server writes one by one. */
  said: readonly Uint8Array[];
  /** The end of the answer by each reason. Without it, the answer is cut off. */
  ends: Readonly<Record<'stop' | 'length' | 'filter', readonly Uint8Array[]>>;
  /** The forms that the wire has for an error within an answer. */
  errorFrames: readonly ErrorFrame[];
  /** A frame whose JSON is cut in a string. */
  brokenFrame: Uint8Array;
  /** Comments, pings and an event that no client knows. They say nothing, and an answer with them is whole. */
  asides: readonly Uint8Array[];
  refusals: Readonly<Record<RefusalName, Refusal>>;
  /** Headers that say when an exhausted rate limit is reset: in 7 s. */
  resetHeaders: Readonly<Record<string, string>>;
}

/** The pieces of every answer, and what is heard of a whole one. */
export const pieces = ['The sky ', 'is ', 'blue.'] as const;
export const sentence = pieces.join('');

/** The time of every response by its `Date` header, so that dates in headers give the same waits on each day. */
export const servedAt = new Date('2026-11-29T10:00:00Z');
/** The wait that a rate limit asks for, in whatever form, seconds. */
export const waitSeconds = 7;
export const resetAt = new Date(servedAt.getTime() + waitSeconds * 1_000);

const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** One server-sent event. */
export const sse = (data: unknown, event?: string): Uint8Array =>
  utf8(
    `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
  );

export const eventStream = 'text/event-stream; charset=utf-8';

/** A line that servers send to keep a connection open. It is no event (WHATWG HTML, 9.2.6). */
export const comment = utf8(': keep-alive\n\n');
