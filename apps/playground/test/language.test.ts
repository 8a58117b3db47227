/** The page's own texts: each language against the English one, and against its plural forms. */
import { describe, expect, it } from 'vitest';
import { en } from '../src/page/language/en.ts';
import { languages } from '../src/page/language/languages.ts';

type Entry = [key: string, text: string];

const flat = (texts: object, path = ''): Entry[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[path + key, text]] : flat(text, `${path}${key}.`),
  );

const plural = /_(zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(plural, '');
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{[^}]+\}\}/g)].map(([all]) => all).sort();

const english = flat(en);
const counted = [
  ...new Set(english.filter(([key]) => plural.test(key)).map(([key]) => baseOf(key))),
];

describe.each(Object.entries(languages))('%s', (code, { texts }) => {
  const entries = flat(texts);

  it('has the keys of the English texts in their order, each with a text', () => {
    const keys = (all: Entry[]) => [...new Set(all.map(([key]) => baseOf(key)))];
    expect(keys(entries)).toEqual(keys(english));
    for (const [key, text] of entries) expect(text.trim(), key).not.toBe('');
  });

  it('has the plural forms of its language, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const base of counted) {
      const forms = entries.filter(([key]) => plural.test(key) && baseOf(key) === base);
      expect(forms.map(([key]) => key.slice(base.length + 1)).sort(), base).toEqual(
        [...pluralCategories].sort(),
      );
    }
  });

  it('has the same placeholders', () => {
    const asked = new Map(english.map(([key, text]) => [key, placeholders(text)]));
    for (const [key, text] of entries) {
      // The form for one may omit the number.
      const base = plural.test(key) ? `${baseOf(key)}_other` : key;
      if (!key.endsWith('_one')) expect(placeholders(text), key).toEqual(asked.get(base));
    }
  });
});
