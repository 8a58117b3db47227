/** Each row of knowledge proves itself. */
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../src/index.ts';
import { ladder } from '../src/knowledge/order.ts';
import { idOf } from '../src/rows/section.ts';
import { triesOf } from './linear.ts';
import { orderText } from './order-text.ts';
import { errorOf } from './seen.ts';
import { isSource } from './source.ts';

const rows = ladder.flatMap(({ sections }) =>
  sections.flatMap((section) =>
    section.rows.map((row) => ({ id: idOf(section, row), section, row })),
  ),
);

/** Most ways to try a pattern at one position. */
const mostTries = 1_000_000;

describe('a row of knowledge', () => {
  it.each(rows)('$id decides the error in which it was seen', ({ id, section, row }) => {
    const failure = classifyFailure(errorOf(row.seen, section), { ...section.given });
    expect(failure).toMatchObject({ decidedBy: id, kind: section.kind });
  });

  it.each(rows)('$id names who sends it, and where it stands', ({ row: { by, source } }) => {
    expect(by).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(source).toSatisfy(isSource);
  });

  it.each(rows.filter(({ row: { mark } }) => mark instanceof RegExp))(
    '$id takes linear time',
    ({ row: { mark } }) => expect(triesOf(mark as RegExp)).toBeLessThanOrEqual(mostTries),
  );

  it('has a name of its own', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

it('the order is the one in the docs', () =>
  expect(orderText(ladder)).toMatchFileSnapshot('../../../docs/failure-order.md'));
