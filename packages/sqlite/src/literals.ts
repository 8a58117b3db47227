/**
 * Writes status words into SQL. All of them are written by these functions, because the compiler then checks each word
 * against its constant. The words are literals and not parameters, because SQLite uses a partial index only when the
 * query repeats the index's WHERE terms.
 */
import type { RunState } from '@perdure/run';
import type { AttemptOutcome, MessageStatus } from '@perdure/thread';

/** The words as SQL literals, for an IN list or a comparison: `'running', 'retrying'`. */
export const words = (list: readonly string[]): string =>
  list.map((word) => `'${word}'`).join(', ');

export const state = (...list: RunState[]): string => words(list);
export const messageStatus = (...list: MessageStatus[]): string => words(list);
export const attemptOutcome = (...list: AttemptOutcome[]): string => words(list);
