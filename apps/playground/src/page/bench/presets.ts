/** The failures that the page offers. */
import type { Fault } from '../../demo-api.ts';

const unavailable: Fault = { kind: 'status', status: 503 };
const cut: Fault = { kind: 'cut', afterTokens: 20 };

export const presets: readonly Fault[] = [
  unavailable,
  { kind: 'status', status: 429, retryAfterSeconds: 5 },
  // Longer than anybody would watch: parks the run.
  { kind: 'status', status: 429, retryAfterSeconds: 90 },
  cut,
  { kind: 'stall', afterTokens: 20 },
  { kind: 'errorFrame', afterTokens: 20 },
  { kind: 'status', status: 401 },
];

export const story: readonly Fault[] = [unavailable, unavailable, cut];
