/**
 * The error for an event that is not a command. Recognise it by its `name`, because a program may hold two copies of
 * this package.
 */

/**
 * The event is not a command, because it belongs to the host or to XState. Send one of the commands that the message
 * lists.
 */
export class ReservedEventError extends Error {
  override readonly name = 'ReservedEventError';
  /** The type of the refused event. */
  readonly type: string;

  constructor(type: string) {
    super(
      `'${type}' is not a command. A run accepts run.start, run.cancel, run.retryNow, run.answer and run.resume.`,
    );
    this.type = type;
  }
}
