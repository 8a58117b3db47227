/**
 * Texts with fake credentials. `credentials.jsonl` has one form a line, with places for the credentials, so that no
 * scanner takes them for real ones: `{secret:24}` letters and digits, `{word}` lower-case letters, `{hex:32}`, `{upper:5}`,
 * `{digits:6}`, `{base64:44}`, `{base64url:44}`.
 */
import { readFileSync } from 'node:fs';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const letters = lower + lower.toUpperCase();

const alphabets: Readonly<Record<string, string>> = {
  secret: letters + digits,
  word: lower,
  hex: 'abcdef0123456789',
  upper: lower.toUpperCase() + digits,
  digits,
  base64: `${letters}${digits}+/`,
  base64url: `${letters}${digits}-_`,
};

/** A text, and the credentials in it. */
export interface Faked {
  text: string;
  secrets: string[];
}

/** Fills a template's places. The same seed gives the same text. */
export function fake(template: string, seed: number): Faked {
  let state = seed * 2_654_435_761 + 12_345;
  const random = (below: number): number => {
    // A linear congruential generator (Numerical Recipes): good enough for letters.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const secrets: string[] = [];
  const text = template.replace(/\{(\w+?)(?::(\d+))?\}/g, (place, kind: string, length = '9') => {
    const alphabet = alphabets[kind];
    if (alphabet === undefined) return place;
    const made = Array.from({ length: Number(length) }, () => alphabet[random(alphabet.length)]);
    // As a person or a generator of passwords has it: a letter first, and a digit among them.
    if (kind === 'secret') made.splice(0, 2, lower[random(26)], digits[random(10)]);
    secrets.push(made.join(''));
    return made.join('');
  });
  return { text, secrets };
}

const linesOf = <T>(file: string): T[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

/** Forms in which errors show a credential. */
export const credentialForms = linesOf<{ form: string; text: string }>('credentials.jsonl');

/** Texts without a credential, most of which have a word in them that could stand beside one. */
export const innocentTexts = linesOf<{ text: string }>('innocent.jsonl').map(({ text }) => text);
