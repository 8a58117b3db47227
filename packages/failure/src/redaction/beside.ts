/** Credentials beside a word that says what they are: `X-Auth-Key: …`, `['x-api-key', '…']`, "the password is …". */
import { type Link, linksAfter, nextItem } from './links.ts';
import { isLabelled } from './looks.ts';
import {
  foreignCodes,
  foreignKeys,
  foreignPasswords,
  type Strength,
  strengthOf,
  wordsOf,
} from './names.ts';
import { isSecret, type Range, valueAt } from './value.ts';

/** What a name in English has in it. Whether it is a name is decided by its words. */
const stems =
  'key|token|secret|passw|passphrase|passcode|pass|pwd|psw|kennwort|credential|creds|auth|cookie|bearer|signature|sig|hmac|jwt|sas|sid|session|csrf|xsrf|assertion|verifier|otp|pin|pat|saml|mnemonic|phrase|words|code';

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** Finds names. Those in letters that the text does not have are left out, because they cost half of the time. */
const stemOf = (isWanted: (word: string) => boolean): RegExp => {
  const [passwords, codes, keys] = [foreignPasswords, foreignCodes, foreignKeys].map((words) =>
    words.split('|').filter(isWanted).join('|'),
  );
  return new RegExp(
    `(?<foreign>(?<password>${passwords})|(?<code>${codes})|${keys})|${stems}`,
    'giu',
  );
};
const asciiStem = stemOf(isAscii);
const anyStem = stemOf(() => true);

/** Most characters of a name. */
const most = 64;

/** How much of a value is judged, characters, because a text may be nothing but names. */
const mostJudged = 256;

/** A name that was found, and what it says of the value beside it. */
export interface Named extends Range {
  strength: Strength;
}

/**
 * The text without the credentials beside names.
 *
 * @param names is filled with the names that stand in the result
 */
export function withoutNamed(text: string, names: Named[]): string {
  let clean = '';
  let from = 0;
  const stem = isAscii(text) ? asciiStem : anyStem;
  stem.lastIndex = 0;
  for (let match = stem.exec(text); match !== null; match = stem.exec(text)) {
    const name = nameAt(text, match, from);
    if (name === undefined) continue;
    stem.lastIndex = Math.max(stem.lastIndex, name.end);
    const secrets = secretsAfter(text, name);
    names.push({
      ...name,
      start: name.start + clean.length - from,
      end: name.end + clean.length - from,
    });
    for (const { start, end } of secrets) {
      clean += `${text.slice(from, start)}[redacted]`;
      from = end;
      stem.lastIndex = end;
    }
  }
  return clean + text.slice(from);
}

/** The whole name of which a part was found. @param least where it may begin */
function nameAt(text: string, match: RegExpExecArray, least: number): Named | undefined {
  const at = match.index;
  const { foreign, password, code } = match.groups ?? {};
  if (foreign !== undefined)
    return foreignAt(text, at, foreign, password ? 'password' : code ? 'code' : 'key');
  let start = at;
  while (start > least && at - start < most && isOfName(text.charCodeAt(start - 1))) start--;
  let end = at + match[0].length;
  while (
    end < text.length &&
    end - at < most &&
    text[end] !== '.' &&
    isOfName(text.charCodeAt(end))
  )
    end++;
  while (text[end - 1] === '-') end--;
  // An escape before the name: `%22api_key`, `\\u0022api_key`.
  const escaped = /^(?:[0-9A-F]{2}|u00[0-9a-f]{2})(?=[A-Za-z])/.exec(text.slice(start, end))?.[0];
  if (escaped !== undefined && /[%\\]/.test(text[start - 1] ?? '')) start += escaped.length;
  const words = wordsOf(text.slice(start, end));
  const before = words.length > 2 || start === 0 ? [] : wordsBefore(text, start);
  const strength = strengthOf([...before, ...words]);
  return strength && { start, end, strength };
}

/** A name in another language. An ending may follow it, but no letter may stand before it. */
function foreignAt(text: string, at: number, word: string, strength: Strength): Named | undefined {
  const isSpaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);
  if (
    isSpaced &&
    /[\p{L}]/u.test(text[at - 1] ?? '') &&
    !/schlüssel|geheimnis|nyckel|sleutel/i.test(word)
  )
    return undefined;
  let end = at + word.length;
  if (isSpaced) while (end - at < word.length + 3 && /\p{L}/u.test(text[end] ?? '')) end++;
  if (isSpaced && /\p{L}/u.test(text[end] ?? '')) return undefined;
  // Without spaces, words follow each other: `密码错误：…`.
  if (!isSpaced)
    end +=
      /^(?:(?!长度|数|數|量|个|個|수|길이|位)[\p{L}\p{M}]){0,8}(?=[：:「（])/u.exec(
        text.slice(end, end + 12),
      )?.[0].length ?? 0;
  return { start: at, end, strength };
}

/** Letters, digits, `_`, `-`, `.` */
const isOfName = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45 ||
  code === 46;

/** The two words before a name in prose, for `access key` and `API key`. */
function wordsBefore(text: string, start: number): string[] {
  const before = text.slice(Math.max(0, start - 40), start);
  const words = /(?:([A-Za-z0-9_]{1,30})[ \t_-]{1,2})?([A-Za-z0-9_-]{1,30})[ \t"'`+]{1,2}$/.exec(
    before,
  );
  return words === null ? [] : wordsOf(`${words[1] ?? ''} ${words[2]}`).slice(-2);
}

/** Most items of a list that are judged. */
const mostItems = 64;

/** The credentials beside a name, in their order: more than one in a list, or in a text that is put together. */
function secretsAfter(text: string, { start, end, strength }: Named): Range[] {
  const isHeader = /auth(?:ori[sz]ation)?$/i.test(text.slice(start, end));
  for (const link of linksAfter(text, start, end)) {
    const value = valueAt(text, link, strength, isHeader);
    if (value === undefined) continue;
    if (link.kind === 'about' && isLabelled(text.slice(end, link.end))) continue;
    const isKnown = isSecretAt(text, value, strength, link);
    const isList = link.kind === 'field' && /[[{(]/.test(text.slice(end, link.end));
    if (isKnown || isList) {
      const secrets = isKnown ? [value] : [];
      return [...secrets, ...itemsAfter(text, value.end, strength, isList)];
    }
    // A field has one value. A word of a sentence may be followed by the value that it speaks of.
    if (isField(link)) return [];
  }
  return [];
}

/** The credentials among the next items of a list: `keys: ["…", "…"]`, `"…" + "…"`. */
function itemsAfter(text: string, from: number, strength: Strength, isList: boolean): Range[] {
  const secrets: Range[] = [];
  for (let at = from, items = 0; items < mostItems; items++) {
    const link = nextItem(text, at, isList);
    const value = link && valueAt(text, link, strength, false);
    if (value === undefined) break;
    if (isSecretAt(text, value, strength, link as Link)) secrets.push(value);
    at = value.end;
  }
  return secrets;
}

function isSecretAt(text: string, { start, end }: Range, strength: Strength, link: Link): boolean {
  const known = text.slice(start, Math.min(end, start + mostJudged));
  return isSecret(known, strength, link, text.slice(end, end + 12));
}

const isField = ({ kind }: Link): boolean => kind === 'field' || kind === 'item';
