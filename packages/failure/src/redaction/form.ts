/** A form of a credential that tells what it is, whatever stands beside it. */
import { isName, isOpaque } from './looks.ts';

/** A form. `pattern` has the groups `before`, which stays, `secret`, and perhaps `after`, which stays too. */
export interface Form {
  readonly name: string;
  readonly pattern: RegExp;
  /** A part of each text with this form. A search for it costs a tenth of one for the pattern. */
  readonly needs: string;
  /** False for a match that holds no credential. */
  readonly holds: (secret: string) => boolean;
  /** A text with this form. `SECRET` stands for the credential. */
  readonly seen: string;
}

const always = (): boolean => true;
/** True for what a generator makes. */
export const opaque = (secret: string): boolean => isOpaque(secret, 4) && !isName(secret);
/** As people choose passwords: also a word and a number, if a sign stands among them. */
export const chosen = (secret: string): boolean => opaque(secret) || /\w[!#$^*~]+\w/.test(secret);

export const form = (
  name: string,
  needs: string,
  pattern: RegExp,
  seen: string,
  holds: (secret: string) => boolean = always,
): Form => ({ name, needs, pattern, holds, seen });
