/** Two operations on runs. Their SQL statements are prepared once per connection. */
import type { RunState } from '@perdure/run';
import type { Database } from 'better-sqlite3';
import { messageStatus } from './literals.ts';

/** Operations on one run, outside of any runtime's batch. */
export interface Operations {
  /** The run's state; undefined for an id that no run has. */
  findRunStatus(runId: string): RunState | undefined;
  /**
   * Makes the run's `failed` messages `discarded`, and no others.
   *
   * @param at the time of the change, epoch milliseconds. @default now
   * @returns how many messages became `discarded`; undefined for an id that no run has
   */
  discardFailedMessages(runId: string, at?: number): number | undefined;
}

export function prepareStatus(db: Database): Operations['findRunStatus'] {
  const status = db.prepare<[string], RunState>('SELECT state FROM runs WHERE id = ?').pluck();
  return (runId) => status.get(runId) as RunState | undefined;
}

export function prepareOperations(db: Database): Operations {
  const discard = db.prepare<[number, string]>(`
    UPDATE messages SET status = ${messageStatus('discarded')}, updated_at = ?
    WHERE run_id = ? AND status = ${messageStatus('failed')}`);
  const findRunStatus = prepareStatus(db);

  return {
    findRunStatus,
    discardFailedMessages: (runId, at = Date.now()) =>
      findRunStatus(runId) === undefined ? undefined : discard.run(at, runId).changes,
  };
}
