/** The port to whatever answers: one call of it is one attempt. */
import type { Json } from '@perdure/run';
import type { Message } from '../model/message.ts';

export interface ProviderRequest {
  threadId: string;
  runId: string;
  /** `runId/token`: the same for all that one attempt does, and no other attempt's. An idempotency key. */
  key: string;
  /** 0, then the number of the retry. */
  retry: number;
  /** The model that was asked for with the run's start, by a name that the provider knows; or its own choice. */
  model?: string;
  /** The thread up to this run, completed messages only (G7). */
  messages: readonly Message[];
  /** What a human answered when the run last asked, or null. */
  answer: Json;
  signal: AbortSignal;
}

export type Chunk =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'toolCall'; id: string; name: string; input: Json }
  /** Recorded before the next chunk is asked for, so that a tool's effects are not repeated. */
  | { type: 'toolResult'; id: string; name: string; output: Json }
  /** The message so far is whole; what follows belongs to a new one. */
  | { type: 'step' }
  /** A human must answer. Ends the attempt; the run goes on with a new one. */
  | { type: 'ask'; question: Json }
  | { type: 'finish'; reason: string; usage?: { inputTokens?: number; outputTokens?: number } };

/**
 * Answers a request as a stream of chunks.
 *
 * Contract: throw to fail; end with `finish` or `ask`, and yield nothing after it (an end without one is
 * a broken stream); stop soon after `signal` aborts; never retry on your own, or the run's retries
 * multiply; never keep or change `messages`.
 */
export type Provider = (request: ProviderRequest) => AsyncIterable<Chunk>;
