/** The value beside a name: how far it reaches, and whether it is a credential. */

import type { Link } from './links.ts';
import {
  isId,
  isName,
  isOpaque,
  isPlaceholder,
  isProse,
  isRandom,
  isTemplate,
  isUuid,
  isWord,
} from './looks.ts';
import type { Strength } from './names.ts';

/** Most characters of a value. */
const most = 2_048;

/** Of a value without quotes. A sign that ends a list or a field belongs to it only if the value goes on behind it. */
const bare = new RegExp(
  String.raw`(?:[^\s"'${'`'}“”«»<>&;,)}\]|\\%：，。；]|\\(?![rntu"'\\])|%(?!(?:25){0,3}(?:2[267C]|3[BE]|0[AD]|20|7D|5D))|[;,)}\]&|](?![\s"'${'`'}:;,)}\]&|]|$|[\w.-]{1,40}["']?[:=])){1,${most}}`,
  'uy',
);

/** The scheme of a credential (RFC 9110 §11.1), which stays. */
const scheme =
  /^(?:bearer|basic|token|digest|negotiate|ntlm|hawk|oauth|mac|apikey|api[-_]key|hmac|jwt|dpop|gnap|scram-[\w-]{1,20}|aws4-[\w-]{1,40}|shared(?:key(?:lite)?|accesssignature)|signature|goog4-[\w-]{1,40})(?:[ \t+]|%(?:25){0,3}20){1,4}(?=\S)/i;

/** Any scheme, in the header that has one. */
const anyScheme =
  /^(?:aws4|goog4|[a-z])[a-z-]{1,30}(?:sha256)?(?:[ \t]|%(?:25){0,3}20){1,4}(?=\S)/i;

/** Schemes whose credential is a list of parameters: up to the end of the line. */
const listed = /^(?:digest|oauth|hawk|mac|aws4|goog4|signature|shared|hmac)/i;

export interface Range {
  start: number;
  end: number;
}

/** Where the value of a link stands. @returns undefined if there is none */
export function valueAt(
  text: string,
  { kind, end: start, quote, isLoose }: Link,
  strength: Strength,
  isHeader: boolean,
): Range | undefined {
  let end = quote === '' ? undefined : closingOf(text, start, quote);
  if (end === undefined && strength === 'phrase' && isLoose) end = endOfLine(text, start);
  if (end === undefined) {
    const given = schemeAt(text, start, isHeader);
    if (listed.test(given)) end = endOfLine(text, start);
    else {
      bare.lastIndex = start + given.length;
      const found = bare.exec(text);
      if (found === null) return undefined;
      const isSaid = kind === 'says' || kind === 'about' || kind === 'next';
      const most = isSaid ? found[0].search(/[()]/) : -1;
      end =
        most >= 0
          ? found.index + most
          : bare.lastIndex - (/[.:!?…]{1,8}$/.exec(found[0])?.[0].length ?? 0);
    }
  }
  start += schemeAt(text.slice(0, end), start, isHeader).length;
  return end > start ? { start, end } : undefined;
}

const schemeAt = (text: string, start: number, isHeader: boolean): string =>
  (isHeader ? anyScheme : scheme).exec(text.slice(start, start + 100))?.[0] ?? '';

/** The end of a quoted value: the quote that opened it, unless that is escaped once more. */
function closingOf(text: string, start: number, quote: string): number | undefined {
  const last = /(?:\\*["'`]|%(?:25)*2[27]|&[#\w]+;|\\+u00\d\d|.)$/u.exec(quote)?.[0] ?? quote;
  if (last.startsWith('\u001b') || last === 'm') return undefined;
  const closing =
    ({ '“': '”', '„': '“', '«': '»', '‘': '’', '「': '」', '『': '』' } as Record<string, string>)[
      last
    ] ?? last;
  for (
    let at = text.indexOf(closing, start), tries = 0;
    at >= 0 && tries < 8;
    at = text.indexOf(closing, at + 1), tries++
  ) {
    if (at - start > most) return undefined;
    const isEscaped = text[at - 1] === '\\' && text[at - 2] !== '\\' && !closing.startsWith('\\');
    if (!isEscaped) return at;
  }
  // A text that was cut.
  return endOfLine(text, start);
}

function endOfLine(text: string, start: number): number {
  const at = text.slice(start, start + most).search(/\r?\n/);
  return at < 0 ? Math.min(text.length, start + most) : start + at;
}

/** True if the value is a credential. */
export function isSecret(value: string, strength: Strength, link: Link, after: string): boolean {
  const { kind, quote, sign, isLoose } = link;
  const clean = value.trim();
  if (clean === '' || isTemplate(clean) || isPlaceholder(clean)) return false;
  if (kind === 'next' || kind === 'says' || kind === 'about') return isSaid(clean, strength, link);
  if (/\s/.test(clean)) return isSecretPhrase(clean, strength, link);
  if (kind === 'item') return isOpaque(clean, 4) && (!isName(clean) || strength !== 'token');
  switch (strength) {
    case 'password':
    case 'secret':
    case 'phrase':
      // In prose, a word after which a sentence goes on is no password: `password: must contain a digit`.
      return quote !== '' || !isLoose || !isWord(clean) || !/^[ \t]{1,4}[\p{L}\d]/u.test(after);
    case 'pass':
      return quote !== '' || sign === '=' || isSecret(value, 'token', link, after);
    case 'code':
    case 'key':
      if (/^\d+$/.test(clean)) return clean.length >= (strength === 'code' ? 4 : 8);
      return (
        isOpaque(clean, 3) ||
        (!isWord(clean) && !isName(clean)) ||
        (clean.length >= 16 && !clean.includes('_') && isWord(clean) && !isLoose)
      );
    case 'token':
      return (
        isOpaque(clean, 5) &&
        (!isName(clean) || (clean.length < 10 && !/^[\w]{0,12}[-_.]/.test(clean)))
      );
    case 'weak':
      return isRandom(clean);
  }
}

/** A value of several words, which has quotes. */
function isSecretPhrase(value: string, strength: Strength, { quote }: Link): boolean {
  if (value.split(/\s+/).some((word) => isRandom(word))) return true;
  if (strength === 'key' || strength === 'token')
    return value.split(/[\s,="']+/).some((word) => isOpaque(word, 12) && !isName(word));
  return (quote !== '' || strength === 'phrase') && !isProse(value);
}

/** In a sentence, where the next word may be any. */
function isSaid(value: string, strength: Strength, { kind, quote, sign }: Link): boolean {
  // In a path, the next segment may be any.
  if (strength === 'weak' || sign === '/') return isRandom(value);
  if (
    (strength === 'password' || strength === 'phrase') &&
    kind !== 'about' &&
    /["'`“„]$/.test(quote)
  )
    return !isProse(value);
  if (/\s/.test(value)) return false;
  if (/^\d{4,8}$/.test(value))
    return kind === 'says'
      ? strength === 'code' || strength === 'password'
      : strength === 'code' && kind === 'next';
  if (isUuid(value)) return strength === 'key' && kind !== 'about';
  if (isId(value)) return false;
  if (kind !== 'says' && sign !== '|' && sign !== '→') return isOpaque(value, 6) && !isName(value);
  if (!isOpaque(value, strength === 'token' ? 6 : 4)) return false;
  return !isName(value) || (/^[a-z]+\d+$/i.test(value) && !/^v\d+$/i.test(value));
}
