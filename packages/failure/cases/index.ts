/**
 * Errors as providers send them, each with its kind and where it stands. Written from documentation and from reports of
 * users. The knowledge is fitted to these cases: all of them pass. `cases.jsonl` has one case a line: `error` is a thrown
 * error with the status, headers, body and causes that a client gives it; `frame` is an object of a stream.
 */
import { readFileSync } from 'node:fs';
import type { FailureKind } from '../src/index.ts';
import { type Label, labelOf } from './label.ts';
import { toError } from './to-error.ts';

interface Line {
  kind: FailureKind;
  retryable: boolean;
  provider: string;
  source: string;
  error?: { message: string; [key: string]: unknown };
  frame?: unknown;
}

/** An error and what it is. */
export interface Case {
  kind: FailureKind;
  retryable: boolean;
  /** The coarse class of kind and retry. */
  label: Label;
  /** For `ClassifyOptions.provider`; empty if the provider is unknown. */
  provider: string;
  /** Where it is documented or was reported: an address without its scheme, `owner/repo#123`, `owner/repo/path`, an RFC. */
  source: string;
  /** An Error with the fields of `error`, or the object of `frame`. */
  error: unknown;
}

/** All cases of `cases.jsonl`, read when the module loads. */
export const cases: readonly Case[] = readFileSync(new URL('cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { error, frame, ...known } = JSON.parse(line) as Line;
    return {
      ...known,
      label: labelOf(known),
      error: error === undefined ? frame : toError(error),
    };
  });

export { type ClientRow, clientCases } from './clients.ts';
export { type Label, labelOf } from './label.ts';
export { toError } from './to-error.ts';
