/**
 * Errors as providers send them, each with its label. Written from documentation and from reports of users. The rules
 * are fitted to these cases: all of them pass. `cases.jsonl` has one case a line: `error` is a thrown error with the
 * status, headers, body and causes that a client gives it; `frame` is an object of a stream.
 */
import { readFileSync } from 'node:fs';

/** A coarse class of errors: seven labels for the 13 kinds. */
export type Label =
  | 'retryable'
  | 'quota'
  | 'auth'
  | 'context_overflow'
  | 'content'
  | 'permanent'
  | 'cancelled';

interface Line {
  label: Label;
  provider: string;
  error?: { message: string; [key: string]: unknown };
  frame?: unknown;
}

/** An error and its expected label. */
export interface Case {
  label: Label;
  /** For `ClassifyOptions.provider`; empty if the provider is unknown. */
  provider: string;
  /** An Error with the fields of `error`, or the object of `frame`. */
  error: unknown;
}

/** All cases of `cases.jsonl`, read when the module loads. */
export const cases: readonly Case[] = readFileSync(new URL('cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { label, provider, error, frame } = JSON.parse(line) as Line;
    return {
      label,
      provider,
      error: error === undefined ? frame : Object.assign(new Error(error.message), error),
    };
  });

export { labelOf } from './label.ts';
