/** A handle on a thread: start runs in it, read its stream, or watch what that adds up to. */
import type { RetryPolicy, RunCommand } from '@perdure/run';
import type { Observable } from 'rxjs';
import type { Receipt } from './host/plans.ts';
import type { Position, StreamItem } from './model/events.ts';
import type { Part } from './model/message.ts';
import type { Run } from './run.ts';
import type { Live } from './view/live.ts';
import type { ThreadView } from './view/view.ts';

export interface StartOptions {
  /** What the user says. */
  prompt: string | Part[];
  /** Starting the same id again gives the run that is there. By default a new UUID. */
  runId?: string;
  /** Which model shall answer, by a name that the provider knows. By default the provider's own choice. */
  model?: string;
  /**
   * A run of this thread whose place the new one takes: that run and all after it leave the conversation, and
   * stay in the log. So a prompt is edited, or an answer asked for again.
   */
  replaces?: string;
  /** For this run, over the runtime's own. */
  policy?: Partial<RetryPolicy>;
}

/**
 * The one interface to a thread, in the process that runs it and over HTTP.
 *
 * `getSnapshot` and `subscribe` make it an actor for `useSelector`; it reads the thread's log for as long as
 * somebody subscribes.
 */
export interface Thread extends Live<ThreadView> {
  readonly id: string;
  /** Asks something of one of the thread's runs. */
  send(runId: string, command: RunCommand): Promise<Receipt>;
}

export interface LocalThread extends Thread {
  /**
   * Starts a run; if the thread is busy it is queued. Resolves once the prompt is recorded.
   *
   * @throws {StoreWriteError} if it could not be; nothing has changed
   * @throws {RunIdTakenError} if the id belongs to a run of another thread
   * @throws {CannotReplaceError} if what is to be replaced is not there, or not over
   * @throws {InvalidPolicyError} if the run can't keep the policy
   * @throws {InvalidIdError} if the run id can't be kept as it is
   */
  start(options: StartOptions): Promise<Run>;
  /** Events and deltas from the start. */
  readonly events$: Observable<StreamItem>;
  /** Events and deltas after a position. Errs with an UnknownPositionError where the log has no such event. */
  stream(from: Position): Observable<StreamItem>;
}
