/**
 * Errors that a thread throws, in the process and over HTTP. The name of each class says what its catcher does about
 * the error. The fields of an error are the arguments of its constructor, because an HTTP client rebuilds the error
 * from its fields.
 *
 * Recognise an error by its `name`, because a program may hold two copies of this package.
 */

/**
 * Why a store can't write, and what to do about it.
 *
 * - `full`: free space
 * - `readOnly`: give the process write access to the file and its folder
 * - `locked`: end the other program's transaction
 * - `corrupt`: stop, and restore a backup; a damaged file is not written to any more
 * - `io`: check the disk, the mount and the quotas
 * - `moved`: move the file back to its place, or remove its second name
 * - `replaced`: stop; another file or another owner has taken the place of this one, and nothing is written any more.
 *   `storeMessage` says where a copy of the recorded is, if the file does not hold it
 * - `unavailable`: make the database reachable. The call may have been recorded nevertheless, if the connection was lost in
 *   between; a start with the same run id changes nothing then
 * - `unknown`: read `cause`
 *
 * After every reason except `corrupt` and `replaced`, make the same call again.
 */
export type WriteFault =
  | 'full'
  | 'readOnly'
  | 'locked'
  | 'corrupt'
  | 'io'
  | 'moved'
  | 'replaced'
  | 'unavailable'
  | 'unknown';

const advice: Record<WriteFault, string> = {
  full: 'there is no room left. Free space, then ask again.',
  readOnly: 'the store is read-only. Give this process write access to the file and its folder.',
  locked: 'another program holds the lock. End its transaction, then ask again.',
  corrupt: 'the store is damaged. Stop, and restore a backup.',
  io: 'the disk reported an error. Look at the disk, the mount and the quotas, then ask again.',
  moved:
    'the file is not in its place, or has a second name. Move it back, or remove the other name, then ask again.',
  replaced:
    'the file is not the one that was opened, or has another owner. Stop, and open it again.',
  unavailable: 'the database cannot be reached. Start it, or look at the network, then ask again.',
  unknown: 'the store refused.',
};

/** The store could not write. Nothing has changed; the run keeps its recorded state and can go on (G9). */
export class StoreWriteError extends Error {
  override readonly name = 'StoreWriteError';
  readonly reason: WriteFault;
  /** The store's own message. */
  readonly storeMessage: string;

  /** @param cause what the store threw, or its message */
  constructor(reason: WriteFault, cause: unknown) {
    const storeMessage = cause instanceof Error ? cause.message : String(cause);
    super(`Nothing was written: ${advice[reason]} (${storeMessage})`, { cause });
    this.reason = reason;
    this.storeMessage = storeMessage;
  }
}

/** True for a `StoreWriteError`, also for one of another copy of this package. */
export const isStoreWriteError = (error: unknown): error is StoreWriteError =>
  error instanceof Error && error.name === 'StoreWriteError';

/** The thread has no run of this id. */
export class UnknownRunError extends Error {
  override readonly name = 'UnknownRunError';
  readonly runId: string;

  constructor(runId: string) {
    super(`There is no run '${runId}'.`);
    this.runId = runId;
  }
}

/** A run of another thread has the id. Use another id. */
export class RunIdTakenError extends Error {
  override readonly name = 'RunIdTakenError';
  readonly runId: string;

  constructor(runId: string) {
    super(`Run '${runId}' belongs to another thread. Give each run an id of its own.`);
    this.runId = runId;
  }
}

/** An id that can't be stored unchanged. Use 1 to 200 well-formed characters, and neither `.` nor `..`. */
export class InvalidIdError extends TypeError {
  override readonly name = 'InvalidIdError';
  /** `thread id` or `run id`. */
  readonly what: string;
  readonly id: string;

  constructor(what: string, id: unknown) {
    const shown = (JSON.stringify(id) ?? String(id)).slice(0, 80);
    super(`A ${what} has 1 to 200 well-formed characters, and is neither '.' nor '..': ${shown}`);
    this.what = what;
    this.id = String(id);
  }
}

/** A prompt that says nothing, or has a part that can't be sent. */
export class InvalidPromptError extends TypeError {
  override readonly name = 'InvalidPromptError';
  readonly why: string;

  constructor(why: string) {
    super(`The prompt can't be sent: ${why}`);
    this.why = why;
  }
}

/** An answer to a question that can't be stored: it has no JSON form, is nested too deep, or is too large. */
export class InvalidAnswerError extends TypeError {
  override readonly name = 'InvalidAnswerError';
  readonly why: string;

  constructor(why: string) {
    super(`The answer can't be stored: ${why}`);
    this.why = why;
  }
}

/** As many runs as `limits.maxQueuedRuns` wait in the thread. Nothing was recorded. Wait until some of them are over. */
export class QueueFullError extends RangeError {
  override readonly name = 'QueueFullError';
  readonly threadId: string;
  readonly maxQueuedRuns: number;

  constructor(threadId: string, maxQueuedRuns: number) {
    super(`In thread '${threadId}' ${maxQueuedRuns} runs are queued already.`);
    this.threadId = threadId;
    this.maxQueuedRuns = maxQueuedRuns;
  }
}

/** A file that can't be stored: it is empty, or larger than the limit. */
export class InvalidFileError extends TypeError {
  override readonly name = 'InvalidFileError';
  readonly why: string;

  constructor(why: string) {
    super(`The file can't be stored: ${why}`);
    this.why = why;
  }
}

/** The log has no event of this number, because another log took its place. Read from the start. */
export class UnknownPositionError extends Error {
  override readonly name = 'UnknownPositionError';
  readonly threadId: string;
  readonly seq: number;

  constructor(threadId: string, seq: number) {
    super(`Thread '${threadId}' has no event ${seq}. Read it from the start.`);
    this.threadId = threadId;
    this.seq = seq;
  }
}

/** The page before a message was asked for, and the conversation has no such message, or has it no more. */
export class UnknownMessageError extends Error {
  override readonly name = 'UnknownMessageError';
  readonly messageId: string;

  constructor(messageId: string) {
    super(`The conversation has no message '${messageId}'.`);
    this.messageId = messageId;
  }
}

/** The run to replace is unknown, replaced already, or not over. Cancel the run that is under way, then ask again. */
export class CannotReplaceError extends Error {
  override readonly name = 'CannotReplaceError';
  readonly runId: string;
  readonly why: string;

  constructor(runId: string, why: string) {
    super(`Run '${runId}' can't be replaced: ${why}`);
    this.runId = runId;
    this.why = why;
  }
}

/** The runtime was closed. Open a new one on the same store. */
export class RuntimeClosedError extends Error {
  override readonly name = 'RuntimeClosedError';

  constructor() {
    super('The runtime is closed.');
  }
}
