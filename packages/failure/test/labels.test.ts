/** Whether to try again, on errors as they are met. */
import { describe, expect, it } from 'vitest';
import { cases, labelOf } from '../cases/index.ts';
import { classifyFailure } from '../src/index.ts';

describe('an error as its provider sends it', () => {
  it.each(cases)('$label at $provider: $error', ({ label, provider, error }) => {
    const failure = classifyFailure(error, { provider });
    expect([labelOf(failure), failure.rule]).toEqual([label, failure.rule]);
  });
});

interface Row {
  id: string;
  provider: string;
  expected: string;
}

/** A collection that may stand beside the checkout. */
const corpus = new URL('../../../../shared/corpus/to-error.mjs', import.meta.url);
const { rows, toError } = await import(corpus.href).catch(() => ({
  rows: () => [],
  toError: undefined,
}));

describe.skipIf(rows().length === 0)('the collection beside the checkout', () => {
  it.each(rows() as Row[])('$expected: $provider $id', (row) => {
    const failure = classifyFailure(toError(row), { provider: row.provider });
    expect([labelOf(failure), failure.rule]).toEqual([row.expected, failure.rule]);
  });
});
