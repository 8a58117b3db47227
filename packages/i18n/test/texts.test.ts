/** The languages against each other and against the words of the machine. */
import { failureKinds } from '@perdure/failure';
import { runStates } from '@perdure/run';
import { expect, test } from 'vitest';
import { languages } from '../src/index.ts';

function flatten(texts: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{[^}]+\}\}/g)].map(([all]) => all);

const english = flatten(languages.en);

test('each language has the same keys, each with a text', () => {
  for (const texts of Object.values(languages)) {
    expect(flatten(texts).map(([key]) => key)).toEqual(english.map(([key]) => key));
    for (const [key, text] of flatten(texts)) expect(text.trim(), key).not.toBe('');
  }
});

test('each language fills in the same values', () => {
  const chinese = new Map(flatten(languages['zh-CN']));
  for (const [key, text] of english) {
    expect(placeholders(chinese.get(key) ?? '').sort(), key).toEqual(placeholders(text).sort());
  }
});

test('every state and every kind of failure has its texts, and no other has', () => {
  for (const { run, failure } of Object.values(languages)) {
    expect(Object.keys(run).sort()).toEqual([...runStates].sort());
    expect(Object.keys(failure).sort()).toEqual([...failureKinds].sort());
  }
});

test('a sentence ends in a full stop, a name does not', () => {
  for (const { failure } of Object.values(languages)) {
    for (const { name, step } of Object.values(failure)) {
      expect(step).toMatch(/[.。]$/);
      expect(name).not.toMatch(/[.。]$/);
    }
  }
});
