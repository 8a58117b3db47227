/** A request that was refused, or not answered. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  /** HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** The server's code: `unknown-run`, `store-write` … */
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}
