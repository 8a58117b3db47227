/** Makes sections from a provider's table of numeric codes: each line is a kind and its codes, each code a row. */
import type { FailureKind } from '../../failure.ts';
import type { Condition } from '../../rows/condition.ts';
import { code } from '../../rows/row.ts';
import { type Section, section } from '../../rows/section.ts';
import { ofTheContext } from '../overflow.ts';

type Line = readonly [kind: FailureKind, codes: readonly number[]];

/**
 * @param source the page that documents the codes. The text may say more than the code of a wrong request: that it is too
 *   long
 */
export const table = (provider: Condition, source: string, lines: readonly Line[]): Section[] =>
  lines.map(([kind, codes]) =>
    section(
      provider.name,
      kind,
      codes.map((number) => code(String(number), provider.name, source)),
      { only: [provider], given: { provider: provider.name }, unless: kind === 'invalidRequest' ? [ofTheContext] : [] },
    ),
  );
