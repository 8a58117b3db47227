/** The label of every case: what is wrong, and whether to try again. */
import { describe, expect, it } from 'vitest';
import { cases, labelOf } from '../cases/index.ts';
import { classifyFailure } from '../src/index.ts';

describe('an error as its provider sends it', () => {
  it.each(cases)('is $label, from $provider: $error', ({ label, provider, error }) => {
    const failure = classifyFailure(error, { provider });
    expect(labelOf(failure), failure.rule).toBe(label);
  });
});

interface Row {
  id: string;
  provider: string;
  expected: string;
}

/** A collection of more errors, which may lie beside the checkout. */
const corpus = new URL('../../../../shared/corpus/to-error.mjs', import.meta.url);
const { rows, toError } = await import(corpus.href).catch(() => ({
  rows: () => [],
  toError: undefined,
}));

describe.skipIf(rows().length === 0)('the collection beside the checkout', () => {
  it.each(rows() as Row[])('has $expected from $provider: $id', (row) => {
    const failure = classifyFailure(toError(row), { provider: row.provider });
    expect(labelOf(failure), failure.rule).toBe(row.expected);
  });
});
