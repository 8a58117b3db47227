/** The error of a tool in words: what a model is told of it, in the same words in every request. */
import { redact } from '@perdure/failure';

/** Most that a model is told of an error, characters. */
const mostTold = 4_000;

/** Without credentials, and well-formed. The words of words are the same words. */
export const told = (words: string): string => redact(words, mostTold).toWellFormed();

/** The error of a tool, as the SDK tells it a model: by its `toString`. */
export class ToldError extends Error {
  constructor(error: unknown) {
    super(told(wordsOf(error)), { cause: error });
  }

  override toString(): string {
    return this.message;
  }
}

/** The words in which the SDK tells a model of an error: `@ai-sdk/provider` 4.0.38, `getErrorMessage`. */
export function wordsOf(error: unknown): string {
  if (error === undefined || error === null) return 'unknown error';
  try {
    if (typeof error === 'string' || error instanceof Error) return String(error);
    return JSON.stringify(error) ?? String(error);
  } catch {
    // A circle, a BigInt, or an error whose own words cannot be read.
    return Object.prototype.toString.call(error);
  }
}
