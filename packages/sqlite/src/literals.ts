/**
 * Status words in SQL, written only through here, so that the compiler checks each against its constant. Inlined as
 * literals, because SQLite uses a partial index only when the query repeats its WHERE terms.
 */
import type { RunState } from '@perdure/run';
import type { AttemptOutcome, MessageStatus } from '@perdure/thread';

/** `'running', 'retrying'`, for an IN list or a comparison. */
export const words = (list: readonly string[]): string =>
  list.map((word) => `'${word}'`).join(', ');

export const state = (...list: RunState[]): string => words(list);
export const messageStatus = (...list: MessageStatus[]): string => words(list);
export const attemptOutcome = (...list: AttemptOutcome[]): string => words(list);
