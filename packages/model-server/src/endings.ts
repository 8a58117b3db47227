/** The ends of an answer that a client has to tell apart, each as a fault with a name. */
import type { Fault } from './fault.ts';

export const endings = {
  /** The answer has reached the limit of tokens. */
  length: { kind: 'finish', reason: 'length', afterTokens: 20 },
  /** The limit is reached in the thinking, before the first word of the answer. */
  lengthInReasoning: { kind: 'finish', reason: 'length', reasoningOnly: true },
  contentFilter: { kind: 'finish', reason: 'content_filter', afterTokens: 20 },
  error: { kind: 'finish', reason: 'error', afterTokens: 20 },
  toolCallsWithoutCall: { kind: 'finish', reason: 'tool_calls', afterTokens: 0 },
  nothingSaid: { kind: 'finish', reason: 'stop', afterTokens: 0 },
  nothingSaidNoUsage: { kind: 'finish', reason: 'stop', afterTokens: 0, usage: false },
  /** A word that OpenAI's API does not have. */
  unknownReason: { kind: 'finish', reason: 'paused' },
  /** `[DONE]` without a `finish_reason`. */
  doneWithoutReason: { kind: 'finish', reason: null },
  /** A `finish_reason` without `[DONE]`. */
  reasonWithoutDone: { kind: 'finish', reason: 'stop', done: false },
  /** Neither a `finish_reason` nor `[DONE]`. */
  endEarly: { kind: 'endEarly', afterTokens: 20 },
  emptyBody: { kind: 'emptyBody' },
} as const satisfies Record<string, Fault>;
