/** The faults that the page offers for the next calls, by the moment at which they happen. */
import type { Fault } from '../../demo-api.ts';

const unavailable: Fault = { kind: 'status', status: 503 };
const cut: Fault = { kind: 'cut', afterTokens: 20 };

export const presets = {
  /**
   * Faults before the first byte of the response: first those that a retry can overcome, then those that it cannot.
   */
  before: [
    unavailable,
    { kind: 'status', status: 529 },
    { kind: 'status', status: 429, retryAfterSeconds: 5 },
    // A wait of 90 s parks the run, because it is longer than `parkAfterMs`.
    { kind: 'status', status: 429, retryAfterSeconds: 90 },
    { kind: 'status', status: 429, code: 'insufficient_quota' },
    { kind: 'status', status: 401 },
    { kind: 'status', status: 400, code: 'context_length_exceeded' },
    { kind: 'status', status: 400, code: 'content_filter' },
  ],
  /** Faults in the middle of the stream. */
  during: [
    cut,
    { kind: 'stall', afterTokens: 20 },
    { kind: 'errorFrame', afterTokens: 20 },
    { kind: 'endEarly', afterTokens: 20 },
  ],
  /** Calls that succeed with another answer than the whole text alone. */
  answers: [{ kind: 'reasoning' }, { kind: 'finish', reason: 'length', afterTokens: 20 }],
  /** Calls that the model answers with a tool call in place of text. */
  tools: [
    { kind: 'toolCall', name: 'send_receipt', arguments: { to: 'you@example.com', amount: 5 } },
    { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which colour do you mean?' } },
    { kind: 'toolCall', name: 'delete_file', arguments: { path: 'notes.txt' } },
  ],
} satisfies Record<string, readonly Fault[]>;

export type Moment = keyof typeof presets;

/** The faults that the demo's first button plans. */
export const story: readonly Fault[] = [unavailable, unavailable, cut];
