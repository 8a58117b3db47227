/** The error of a start that failed. Compare `name`: a program may hold two copies of this package. */

/** Another program has the port. Choose another one. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(port: number, options?: ErrorOptions) {
    super(
      `Port ${port} is taken. Give the inspector another: startInspector({ port }), 0 for any.`,
      options,
    );
  }
}
