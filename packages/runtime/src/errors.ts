/** What the runtime throws, named for what one does about it. Recognise them by `name`: a program may hold two copies. */

/** The store could not write. Nothing has changed; the run stands where it was recorded (G9). Free the store, then ask again. */
export class StoreWriteError extends Error {
  override readonly name = 'StoreWriteError';

  constructor(cause: unknown) {
    super(`Nothing was written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

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

/** The runtime was closed. Open a new one on the same store. */
export class RuntimeClosedError extends Error {
  override readonly name = 'RuntimeClosedError';

  constructor() {
    super('The runtime is closed.');
  }
}
