/**
 * What real clients have thrown at a server that fails in exact ways, each value once. `pnpm clients --write` measures
 * them anew (apps/clients). Only values that are judged rightly are in the file.
 */
import { readFileSync } from 'node:fs';
import type { FailureKind } from '../src/index.ts';
import { toError } from './to-error.ts';

/** A line of `clients.jsonl`. */
export interface ClientRow {
  /** As in `openai@7.59.0`. */
  client: string;
  /** The name of the fault, as in docs/clients.md. */
  fault: string;
  /** For `ClassifyOptions.provider`; empty if the provider is unknown. */
  provider: string;
  /** For `ClassifyOptions.aborted`, where the kind depends on it. */
  aborted?: boolean;
  /** JSON of the thrown value, without its stack. */
  error: unknown;
  kind: FailureKind;
  retryable: boolean;
  retryAfterMs?: number;
}

/** All rows of `clients.jsonl`, read when the module loads, with `error` as the client threw it. */
export const clientCases: readonly ClientRow[] = readFileSync(
  new URL('clients.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const row = JSON.parse(line) as ClientRow;
    return { ...row, error: toError(row.error) };
  });
