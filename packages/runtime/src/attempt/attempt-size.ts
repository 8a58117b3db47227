/** Counts what an attempt has said, against the limits. */
import type { Limits } from '../options/limits.ts';
import { AttemptLimitError } from './attempt-errors.ts';

export class AttemptSize {
  readonly #limits: Limits;
  #bytes = 0;
  #parts = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Call before a chunk is taken. @throws {AttemptLimitError} */
  add(bytes: number): void {
    const { maxChunkBytes, maxAttemptBytes } = this.#limits;
    this.#bytes += bytes;
    if (bytes > maxChunkBytes)
      throw new AttemptLimitError(
        'chunk_too_large',
        `A chunk of the answer has ${bytes} bytes, and limits.maxChunkBytes is ${maxChunkBytes}.`,
      );
    if (this.#bytes > maxAttemptBytes)
      throw new AttemptLimitError(
        'attempt_too_large',
        `The answer has more than ${maxAttemptBytes} bytes (limits.maxAttemptBytes).`,
      );
  }

  /** Call before a part is added to the message. @throws {AttemptLimitError} */
  addPart(): void {
    const { maxAttemptParts } = this.#limits;
    this.#parts++;
    if (this.#parts > maxAttemptParts)
      throw new AttemptLimitError(
        'attempt_too_large',
        `The answer has more than ${maxAttemptParts} parts (limits.maxAttemptParts).`,
      );
  }
}
