/** An error that exists only over HTTP: no answer, or a refusal that does not come from the runtime. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  /** HTTP status; 0 if the server did not answer. */
  readonly status: number;
  /** The code of the refusal, such as `too-large`; undefined if the server sent no code. */
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}
