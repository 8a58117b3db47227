/** The cases of `@perdure/failure` that the matrix yields: each thrown value once. */
import { classifyFailure, type Failure } from '@perdure/failure';
import { type ClientRow, toError } from '@perdure/failure/cases';
import type { ClientCell } from '../cells/cells.ts';
import { expectedOf } from '../expected.ts';
import { faults } from '../faults/index.ts';
import { judgeClient } from '../judge.ts';
import { captured } from './captured.ts';

/** A row that is judged wrongly, with what was said. */
export interface WrongRow extends ClientRow {
  said: Pick<Failure, 'kind' | 'retryable' | 'retryAfterMs' | 'decidedBy'>;
}

/** @param versionOf the version of an installed package */
export function rowsOf(
  cells: readonly ClientCell[],
  versionOf: (name: string) => string,
): { right: ClientRow[]; wrong: WrongRow[] } {
  const right = new Map<string, ClientRow>();
  const wrong = new Map<string, WrongRow>();
  for (const cell of cells) {
    const { failure } = cell.seen;
    if (failure === undefined) continue;
    const row = rowOf(cell, failure, versionOf);
    const key = JSON.stringify(row.error);
    if (judgeClient(cell) === 'wrong') wrong.set(key, wrongRow(row, cell, failure));
    else if (!right.has(key)) right.set(key, row);
  }
  return { right: [...right.values()], wrong: [...wrong.values()] };
}

function rowOf(
  { surface, fault, seen }: ClientCell,
  failure: Failure,
  versionOf: (name: string) => string,
): ClientRow {
  const { kind, retryable, retryAfterMs } = failure;
  const error = captured(seen.error);
  const named = surface.provider === '' ? {} : { provider: surface.provider };
  const { caller } = faults[fault];
  const aborted = caller === 'timesOut' ? {} : { aborted: caller === 'aborts' };
  const depends = classifyFailure(toError(error), named).kind !== kind;
  const row: ClientRow = {
    client: `${surface.package}@${versionOf(surface.package)}`,
    fault,
    provider: surface.provider,
    ...(depends && aborted),
    error,
    kind,
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  const again = classifyFailure(toError(error), { ...named, ...(depends && aborted) });
  if (again.kind !== kind || again.retryable !== retryable || again.retryAfterMs !== retryAfterMs)
    throw new Error(
      `${surface.name}, ${fault}: the JSON is ${again.kind} (${again.decidedBy}), and the thrown value is ${kind} (${failure.decidedBy}).`,
    );
  return row;
}

function wrongRow(row: ClientRow, { surface, fault }: ClientCell, said: Failure): WrongRow {
  const { kinds, retryable, waitMs } = expectedOf(surface, fault);
  const { retryAfterMs: _, ...rest } = row;
  return {
    ...rest,
    kind: kinds[0] ?? 'unknown',
    retryable,
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    said: {
      kind: said.kind,
      retryable: said.retryable,
      ...(said.retryAfterMs !== undefined && { retryAfterMs: said.retryAfterMs }),
      decidedBy: said.decidedBy,
    },
  };
}
