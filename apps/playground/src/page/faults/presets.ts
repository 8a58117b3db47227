/** The faults that the page offers for the next calls, by the moment at which they happen. */
import type { Fault } from '../../demo-api.ts';

const unavailable: Fault = { kind: 'status', status: 503 };
const cut: Fault = { kind: 'cut', afterTokens: 20 };

export const presets = {
  /** Before the first byte: first the faults that a retry may pass, then those that it may not. */
  before: [
    unavailable,
    { kind: 'status', status: 529 },
    { kind: 'status', status: 429, retryAfterSeconds: 5 },
    // Longer than `parkAfterMs`, so it parks the run.
    { kind: 'status', status: 429, retryAfterSeconds: 90 },
    { kind: 'status', status: 429, code: 'insufficient_quota' },
    { kind: 'status', status: 401 },
    { kind: 'status', status: 400, code: 'context_length_exceeded' },
    { kind: 'status', status: 400, code: 'content_filter' },
  ],
  /** In mid-stream. */
  during: [
    cut,
    { kind: 'stall', afterTokens: 20 },
    { kind: 'errorFrame', afterTokens: 20 },
    { kind: 'endEarly', afterTokens: 20 },
  ],
  /** Tool calls in place of a text answer. */
  tools: [
    { kind: 'toolCall', name: 'send_receipt', arguments: { to: 'you@example.com', amount: 5 } },
    { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which colour do you mean?' } },
    { kind: 'toolCall', name: 'delete_file', arguments: { path: 'notes.txt' } },
  ],
} satisfies Record<string, readonly Fault[]>;

export type Moment = keyof typeof presets;

/** The plan of the demo's first button. */
export const story: readonly Fault[] = [unavailable, unavailable, cut];
