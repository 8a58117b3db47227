/** The kind of every case: what is wrong, and whether to try again. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cases, labelOf } from '../cases/index.ts';
import { classifyFailure } from '../src/index.ts';
import { isSource } from './source.ts';

describe('an error as its provider sends it', () => {
  // A text such as `resets Dec 3, 4am` is a wait only before that moment.
  beforeAll(
    () => void vi.useFakeTimers({ now: Date.parse('2026-11-30T09:00Z'), toFake: ['Date'] }),
  );
  afterAll(() => void vi.useRealTimers());

  it.each(cases)('is $kind, from $provider: $error', ({ kind, retryable, provider, error }) =>
    expect(classifyFailure(error, { provider })).toMatchObject({ kind, retryable }),
  );

  it('has a source', () =>
    expect(cases.map(({ source }) => source).filter((source) => !isSource(source))).toEqual([]));
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
    expect(labelOf(failure), failure.decidedBy).toBe(row.expected);
  });
});
