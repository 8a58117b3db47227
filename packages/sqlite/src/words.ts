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
