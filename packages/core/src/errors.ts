/**
 * The error for an unknown stored state. Recognise it by its `name`, because a program may hold two copies of this
 * package.
 */

/**
 * The machine does not have the stored state, because a newer version or another machine wrote it. Open the run with
 * that version or that machine.
 */
export class UnknownStateError extends Error {
  override readonly name = 'UnknownStateError';

  constructor(state: string, options?: ErrorOptions) {
    super(
      `The machine has no state '${state}'. Open this run with the version that wrote it.`,
      options,
    );
  }
}
