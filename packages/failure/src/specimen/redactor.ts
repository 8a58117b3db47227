/** Redacts the texts of one error. Each text is redacted once, because a search for the user's words is costly. */
import { redact } from '../redact.ts';

/** How much of a text is read, characters. It is twice what is kept, because redaction shortens a text. */
const mostReadOfOne = 2_048;

/** Longest redacted text, characters. */
const longest = 1_000;

/** How much is read of all texts of an error together, characters. A further text is left out. */
const mostRead = 8_192;

export class Redactor {
  readonly #redactAlso: readonly string[] | undefined;
  readonly #known = new Map<string, string>();
  #left = mostRead;

  /** @param redactAlso as in `ClassifyOptions` */
  constructor(redactAlso: readonly string[] | undefined) {
    this.#redactAlso = redactAlso;
  }

  /** The text without credentials and the user's words. @param maxLength longest result, 1,000 characters at most */
  redact(text: string, maxLength: number): string {
    return redact(this.#redacted(text), Math.min(maxLength, longest));
  }

  #redacted(whole: string): string {
    const text = whole.slice(0, mostReadOfOne);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#left <= 0) return '';
    this.#left -= text.length;
    const redacted = redact(text, longest, this.#redactAlso);
    this.#known.set(text, redacted);
    return redacted;
  }
}
