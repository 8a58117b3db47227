/** The port to the model. One call of the provider is one attempt. */
import type { Json } from '@perdure/run';
import type { Message } from '@perdure/thread';

export interface ProviderRequest {
  readonly threadId: string;
  readonly runId: string;
  /** `runId/fence`. The key is the same for the whole attempt, and different for every other attempt. */
  readonly idempotencyKey: string;
  /** Number of the retry: 0 for the first attempt, 1 for the first retry. */
  readonly retryCount: number;
  /** The model named at the run's start; undefined for the provider's choice. */
  readonly model?: string;
  /** The thread up to this run, completed messages only (G7). */
  readonly messages: readonly Message[];
  /** The human's answer to the run's last question; null if the run has asked nothing. */
  readonly answer: Json;
  /** Aborts when the run is cancelled or the attempt has timed out. */
  readonly signal: AbortSignal;
}

/** One item of a provider's stream. */
export type Chunk =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'toolCall'; id: string; name: string; input: Json }
  /** The result of a tool. It is recorded before the next chunk is read, so that the tool's effect is not repeated. */
  | { type: 'toolResult'; id: string; name: string; output: Json }
  /** The end of a model step: the message is whole, and the next chunk begins a new one. The AI SDK's `finish-step`. */
  | { type: 'finishStep' }
  /**
   * A question that a human must answer. It ends the attempt; the run continues with a new attempt after `run.answer`.
   * The AI SDK calls this a tool approval request, LangGraph calls it an interrupt.
   */
  | { type: 'ask'; question: Json }
  /** The end of the answer. `reason`: the provider's own word, such as `stop` or `length`. */
  | { type: 'finish'; reason: string; usage?: { inputTokens?: number; outputTokens?: number } };

/**
 * Answers a request as a stream of chunks.
 *
 * Contract: throw to fail; end with `finish` or `ask`, and yield nothing after it (an end without one is
 * a broken stream); stop soon after `signal` aborts; never retry on your own, or the run's retries
 * multiply; never keep or change `messages`.
 */
export type Provider = (request: ProviderRequest) => AsyncIterable<Chunk>;
