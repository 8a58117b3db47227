/** What the runtime throws, named for what one does about it. Recognise them by `name`: a program may hold two copies. */

/**
 * Why a store can't write, and what one does about it.
 *
 * - `full`: free space
 * - `readOnly`: give the process write access to the file and its folder
 * - `locked`: end the other program's transaction
 * - `corrupt`: stop, and restore a backup; nothing more is written to what is damaged
 * - `io`: look at the disk, the mount and the quotas
 * - `unknown`: look at `cause`
 *
 * After any of them but `corrupt`, ask again.
 */
export type WriteFault = 'full' | 'readOnly' | 'locked' | 'corrupt' | 'io' | 'unknown';

const advice: Record<WriteFault, string> = {
  full: 'there is no room left. Free space, then ask again.',
  readOnly: 'the store is read-only. Give this process write access to the file and its folder.',
  locked: 'another program holds the lock. End its transaction, then ask again.',
  corrupt: 'the store is damaged. Stop, and restore a backup.',
  io: 'the disk reported an error. Look at the disk, the mount and the quotas, then ask again.',
  unknown: 'the store refused.',
};

/** The store could not write. Nothing has changed; the run stands where it was recorded and can go on (G9). */
export class StoreWriteError extends Error {
  override readonly name = 'StoreWriteError';
  readonly reason: WriteFault;

  constructor(reason: WriteFault, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`Nothing was written: ${advice[reason]} (${said})`, { cause });
    this.reason = reason;
  }
}

/** Also of another copy of this package. */
export const isStoreWriteError = (error: unknown): error is StoreWriteError =>
  error instanceof Error && error.name === 'StoreWriteError';

/** A run id that the store does not know. */
export class UnknownRunError extends Error {
  override readonly name = 'UnknownRunError';

  constructor(runId: string) {
    super(`There is no run '${runId}'.`);
  }
}

/** The id is taken by a run of another thread. */
export class RunIdTakenError extends Error {
  override readonly name = 'RunIdTakenError';

  constructor(runId: string) {
    super(`Run '${runId}' belongs to another thread. Give each run an id of its own.`);
  }
}

/** An id that can't be kept as it is. Give one of 1 to 200 characters, without half a surrogate pair. */
export class InvalidIdError extends TypeError {
  override readonly name = 'InvalidIdError';

  constructor(what: string, id: string) {
    super(
      `A ${what} has 1 to 200 characters, and none is half a pair: ${JSON.stringify(id).slice(0, 80)}`,
    );
  }
}

/** A reader stands where the log has never been: another log took its place. Read from the start. */
export class UnknownPositionError extends Error {
  override readonly name = 'UnknownPositionError';

  constructor(threadId: string, seq: number) {
    super(`Thread '${threadId}' has no event ${seq}. Read it from the start.`);
  }
}

/** What is to be replaced is not there, or not over. Cancel what is under way, then ask again. */
export class CannotReplaceError extends Error {
  override readonly name = 'CannotReplaceError';

  constructor(runId: string, why: string) {
    super(`Run '${runId}' can't be replaced: ${why}`);
  }
}

/** The runtime was closed. Open a new one on the same store. */
export class RuntimeClosedError extends Error {
  override readonly name = 'RuntimeClosedError';

  constructor() {
    super('The runtime is closed.');
  }
}
