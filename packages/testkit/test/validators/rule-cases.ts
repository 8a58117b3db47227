/** Tables of an API's rules: per rule a request that keeps it, and one that breaks this rule alone. */
import { ruleNames, validators, type WireName } from '@perdure/testkit/validators';
import { describe, expect, test } from 'vitest';

/** A request that keeps the rule, and one that breaks it. */
export type Pair = readonly [kept: unknown, broken: unknown];

/** The rules that hold for every API, for a request around a text and one around two prompts. */
export function everyWireCases(say: (text: string) => unknown, twice: unknown) {
  return {
    body: [say('Hello.'), 'Hello.'],
    wellFormed: [say('📉'), say('\ud83d')],
    consecutiveUser: [say('Hello.'), twice],
  } as const satisfies Record<string, Pair>;
}

export function describeRules(name: WireName, cases: Readonly<Record<string, Pair>>): void {
  describe(name, () => {
    const rulesOf = (body: unknown) => [...new Set(validators[name](body).map(({ rule }) => rule))];
    test.each(Object.entries(cases))('%s', (rule, [kept, broken]) => {
      expect(validators[name](kept)).toEqual([]);
      expect(rulesOf(broken)).toEqual([rule]);
    });
    test('each rule has a case', () => {
      expect(Object.keys(cases).toSorted()).toEqual(ruleNames[name].toSorted());
    });
  });
}

/** The first bytes of a PNG. */
export const png = 'iVBORw0KGgo=';
/** The first bytes of a PDF. */
export const pdf = 'JVBERi0x';
