/** The end of a model's answer waits for the record of its calls, because the SDK then begins to perform them. */
import type { StreamTextCall } from './converse.ts';

export class RecordedAnswer {
  readonly #call: StreamTextCall;
  #answer = Promise.withResolvers<void>();

  constructor(call: StreamTextCall) {
    this.#call = call;
    call.abortSignal.addEventListener('abort', () => this.resolve(), { once: true });
  }

  /**
   * Call at the end of an answer: resolves once the answer is recorded. A stream that the app transforms is not waited
   * for, because it may leave out the part that says so.
   */
  next(): Promise<void> {
    const { abortSignal, experimental_transform: transform } = this.#call;
    this.#answer = Promise.withResolvers();
    if (transform !== undefined || abortSignal.aborted) this.resolve();
    return this.#answer.promise;
  }

  /** Call when all that the model has said is recorded. */
  resolve(): void {
    this.#answer.resolve();
  }
}
