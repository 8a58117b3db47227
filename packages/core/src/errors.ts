/** What a step refuses to take. Recognised by `name`, since a program may hold two copies of this package. */

/** A sender used an event that is the host's or XState's own. */
export class ReservedEventError extends Error {
  override readonly name = 'ReservedEventError';

  constructor(type: string) {
    super(
      `'${type}' is not a command. A run takes run.start, run.cancel, run.retryNow and run.answer.`,
    );
  }
}

/** The stored state is none of this machine's: it was written by a newer version, or by another machine. */
export class UnknownStateError extends Error {
  override readonly name = 'UnknownStateError';

  constructor(state: string, options?: ErrorOptions) {
    super(
      `The machine has no state '${state}'. Open this run with the version that wrote it.`,
      options,
    );
  }
}
