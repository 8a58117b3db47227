/** The error for an unknown stored state. Compare `name`, because a program may hold two copies of this package. */

/** The machine does not have the stored state: a newer version wrote it, or another machine. Open it with that one. */
export class UnknownStateError extends Error {
  override readonly name = 'UnknownStateError';

  constructor(state: string, options?: ErrorOptions) {
    super(
      `The machine has no state '${state}'. Open this run with the version that wrote it.`,
      options,
    );
  }
}
