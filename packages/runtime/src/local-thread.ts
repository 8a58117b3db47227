/** A thread in the process that runs it: the port of `@perdure/thread`, and what is possible only in that process. */

import type { RunCommand, RunContext, RunOutput, RunState } from '@perdure/run';
import type {
  LocalStartOptions,
  Position,
  Readable,
  Receipt,
  StreamItem,
  Thread,
} from '@perdure/thread';
import type { Observable } from 'rxjs';

export interface LocalThread extends Thread {
  /**
   * Starts a run, as `Thread.start` does. Resolves with a handle on the run.
   *
   * @throws {InvalidPolicyError} for a policy out of its bounds
   */
  start(options: LocalStartOptions): Promise<Run>;
  /** The events and deltas of the thread, from the first event on. */
  readonly events$: Observable<StreamItem>;
  /**
   * The events and deltas after a position, without a gap or a repetition (G8). If events after the position are pruned,
   * `thread.pruned` comes in their place, with the view. Errors with an UnknownPositionError if
   * the log has neither an event of that position nor a later one, and with a RuntimeClosedError after the end.
   */
  stream(from: Position): Observable<StreamItem>;
}

/** The state of a run, shaped as a snapshot of XState. The same object until the run changes; the context is a copy. */
export interface RunSnapshot {
  value: RunState;
  context: RunContext;
  /** Status in the sense of XState: `done` in a final state, `active` otherwise. */
  status: 'active' | 'done';
  /** Output of the run; undefined unless `status` is `done`. */
  output: RunOutput | undefined;
}

/**
 * A run in the process that runs it, shaped as an XState actor: `id`, `getSnapshot`, `subscribe`, `send`. Its observers
 * are completed after its last snapshot, and at once if it is over. If the runtime ends first, they get a
 * RuntimeClosedError.
 */
export interface Run extends Readable<RunSnapshot> {
  /** Id as an XState actor has one; the same as `runId`. */
  readonly id: string;
  readonly runId: string;
  readonly threadId: string;
  /**
   * Sends a command. Resolves with a receipt: recorded, or refused because the run is over or its state does not accept
   * it. An unhandled rejection does not end the process.
   *
   * @throws {StoreWriteError} if the store can't write; nothing has changed
   * @throws {ReservedEventError} for an event that is no command
   * @throws {TypeError} for an answer without a JSON form
   * @throws {RuntimeClosedError} after the end
   */
  send(command: RunCommand): Promise<Receipt>;
  /**
   * Resolves with the run's output once it is over. An unhandled rejection does not end the process.
   *
   * @throws {RuntimeClosedError} if the runtime is closed first
   */
  done(): Promise<RunOutput>;
}
