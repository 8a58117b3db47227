/** Status words in SQL, each checked by the compiler against its constant, because partial indexes repeat them. */
import type { RunState } from '@perdure/run';
import type { AttemptOutcome, MessageStatus } from '@perdure/thread';

/** The words as SQL literals, for an IN list or a comparison: `'running', 'retrying'`. */
export const words = (list: readonly string[]): string =>
  list.map((word) => `'${word}'`).join(', ');

export const state = (...list: RunState[]): string => words(list);
export const messageStatus = (...list: MessageStatus[]): string => words(list);
export const attemptOutcome = (...list: AttemptOutcome[]): string => words(list);
