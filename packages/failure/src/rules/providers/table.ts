/**
 * Makes rules from a provider's table of numeric codes. Each line of the table (name, kind, codes) becomes one rule.
 */
import type { FailureKind } from '../../failure.ts';
import { at, coded, type Rule, rule } from '../rule.ts';

type Line = readonly [name: string, kind: FailureKind, codes: readonly number[]];

export const table = (name: string, providers: RegExp, lines: readonly Line[]): Rule[] =>
  lines.map(([line, kind, codes]) =>
    rule(`${name}.${line}`, kind, at(providers, coded(...codes.map(String)))),
  );
