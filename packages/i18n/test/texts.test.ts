/** Each language against the English one, against the states and failure kinds, and against its plural forms. */
import { failureKinds } from '@perdure/failure';
import { runStates } from '@perdure/run/words';
import { describe, expect, test } from 'vitest';
import { languages } from '../src/index.ts';

type Entry = [key: string, text: string];

function flatten(texts: object, prefix = ''): Entry[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(plural, '');
const placeholders = (text: string) => [...text.matchAll(/\{\{[^}]+\}\}/g)].map(([all]) => all);

const english = flatten(languages.en);
const asked = new Map(english.map(([key, text]) => [baseOf(key), placeholders(text).sort()]));
const counted = new Set(english.filter(([key]) => plural.test(key)).map(([key]) => baseOf(key)));

describe.each(Object.entries(languages))('%s', (language, texts) => {
  const entries = flatten(texts);

  test('has the keys of the English texts in their order, each with a text', () => {
    expect([...new Set(entries.map(([key]) => baseOf(key)))]).toEqual([...asked.keys()]);
    for (const [key, text] of entries) expect(text.trim(), key).not.toBe('');
  });

  test('has the plural forms of its language, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const base of counted) {
      const forms = entries.filter(([key]) => plural.test(key) && baseOf(key) === base);
      expect(forms.map(([key]) => key.slice(base.length + 1)).sort(), base).toEqual(
        [...pluralCategories].sort(),
      );
    }
  });

  test('has the same placeholders in each of its forms', () => {
    for (const [key, text] of entries)
      expect(placeholders(text).sort(), key).toEqual(asked.get(baseOf(key)));
  });

  test('has texts for every state and every kind of failure, and for no other', () => {
    expect(Object.keys(texts.run).sort()).toEqual([...runStates].sort());
    expect(Object.keys(texts.nextAction).sort()).toEqual([...runStates].sort());
    expect(Object.keys(texts.failure).sort()).toEqual([...failureKinds].sort());
  });

  test('ends a next action with a full stop, and a name without', () => {
    const { nextAction: actions, failure: failures } = texts;
    for (const action of Object.values(actions)) expect(action).toMatch(/[.。]$/);
    for (const { name, nextAction } of Object.values(failures)) {
      expect(nextAction).toMatch(/[.。]$/);
      expect(name).not.toMatch(/[.。]$/);
    }
  });

  test('writes times in its own locale', () => {
    expect(texts.locale).toBe(language);
    expect(Intl.DateTimeFormat.supportedLocalesOf(language)).toEqual([language]);
  });
});
