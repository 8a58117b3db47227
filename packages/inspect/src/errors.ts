/**
 * The error of an inspector that cannot start. Compare `name` and not the class, because a program may hold two copies
 * of this package.
 */

/** The error for a port that another program uses. Choose another port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} is taken. Give the inspector another: startInspector({ port }), 0 for any.`,
      options,
    );
  }
}
