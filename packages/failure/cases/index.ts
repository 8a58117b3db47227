/**
 * Errors as providers are known to send them, and what each is. Written from their documentation and from what
 * their users report; the rules were mended until all of them passed. One a line in `cases.jsonl`: `error` is
 * thrown, with its status, headers, body and causes as a client has them; `frame` is an object as it stands in a stream.
 */
import { readFileSync } from 'node:fs';

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

export interface Case {
  label: Label;
  provider: string;
  error: unknown;
}

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
