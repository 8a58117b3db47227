/** What follows the commit of a batch. */
import type { RunRecord } from '../ports/store.ts';

/** An action after the commit. Timers need no such action, because their rows are enough. */
export type Release = { runId: string; threadId: string; fence: number } & (
  | { type: 'startAttempt' | 'stopAttempt' }
  /** Seals the attempt's message, which is recorded as whole. Later chunks belong to a new message. */
  | { type: 'sealMessage'; messageId: string }
);

/** What follows the commit of a batch. */
export interface BatchResult {
  /** The changed runs in their new states. */
  readonly runs: ReadonlyMap<string, RunRecord>;
  readonly releases: readonly Release[];
  /** True if the earliest deadline may have changed. */
  readonly touchesTimers: boolean;
  /** The thread that the batch has forgotten. It has changed nothing else then. */
  readonly forgotten: string | undefined;
  /** Errors of queued runs that could not start. They keep neither the end before them nor the others of their thread. */
  readonly troubles: readonly unknown[];
}
