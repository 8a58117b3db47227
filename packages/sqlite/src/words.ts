/**
 * Parameters. SQLite is built with STAT4 here: where the plan has looked at a bare `?`, it prepares
 * the statement again whenever that is bound, which costs ten times the read. A cast it does not look into.
 */
export const text = 'CAST(? AS TEXT)';
export const integer = 'CAST(? AS INTEGER)';

/**
 * Status words in SQL. They are always written through here, so that the compiler holds each to the
 * constant it belongs to; as literals, for the planner takes a partial index for nothing else.
 */
import type { RunState } from '@perdure/run';
import type { AttemptStatus, MessageStatus } from '@perdure/runtime';

/** `'running', 'retrying'`, for an IN list or a comparison. */
export const words = (list: readonly string[]): string =>
  list.map((word) => `'${word}'`).join(', ');

export const state = (...list: RunState[]): string => words(list);
export const messageStatus = (...list: MessageStatus[]): string => words(list);
export const attemptStatus = (...list: AttemptStatus[]): string => words(list);
