/**
 * Redaction: removes credentials and the user's words from texts that are stored or shown (G10), and cuts the texts.
 */
import { withoutEchoes } from './echoes.ts';
import { type Named, withoutNamed } from './redaction/beside.ts';
import { withoutForms } from './redaction/forms.ts';
import { withoutNear } from './redaction/near.ts';
import { withoutPrefixed } from './redaction/prefixed.ts';

/** Longest text that is searched, characters. A longer one is cut first. */
const mostRead = 4_096;

/**
 * Removes credentials from a text and cuts it. Reads the first 4,096 characters.
 *
 * @param maxLength longest result, characters, including the `…` at the end of a cut text
 * @param redactAlso texts to remove besides credentials, such as the user's prompts. 32 shared characters in a row
 *   count as an echo. A text of fewer than 32 characters counts as a whole, one of fewer than 8 is ignored
 * @returns the text with `[redacted]` in place of each credential, and `[prompt]` in place of each echo
 */
export function redact(text: string, maxLength = 500, redactAlso: readonly string[] = []): string {
  const clean = withoutEchoes(
    withoutCredentials(text.slice(0, mostRead).toWellFormed()),
    redactAlso,
  );
  return clean.length > maxLength ? `${cutAt(clean, maxLength - 1)}…` : clean;
}

/** Known forms first, then what stands beside a word that says what it is. */
function withoutCredentials(text: string): string {
  const names: Named[] = [];
  const clean = withoutNamed(withoutForms(withoutPrefixed(text)), names);
  return withoutNear(clean, names);
}

/** The text up to a length, cut before the character that the length would split: a flag, or an accent on its letter. */
function cutAt(text: string, length: number): string {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const split = graphemes.segment(text).containing(length);
  return text.slice(0, split?.index ?? length);
}
