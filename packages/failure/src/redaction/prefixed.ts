/** The credentials that their beginning tells. */
import { isWord } from './looks.ts';
import { anyPrefix } from './prefixes.ts';

/** The text without them. What is made of words is a name: `npm_config_registry`. */
export const withoutPrefixed = (text: string): string =>
  text.replace(anyPrefix, (found) => {
    const end = /[.+/=-]{0,8}$/.exec(found)?.[0] ?? '';
    if (isMadeOfWords(found.slice(0, found.length - end.length))) return found;
    return `[redacted]${/^[=+/]/.test(end) ? '' : end}`;
  });

const isMadeOfWords = (key: string): boolean =>
  !/^[srp]k-/.test(key) &&
  key
    .split(/[^A-Za-z0-9]+/)
    .every((part) => /^\d{1,4}$/.test(part) || isWord(part.replace(/\d{1,2}$/, '')));
