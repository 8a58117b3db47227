/** The contract of every store: the first specimen of each group of failures is kept, until there are 1,000. */
import type { Failure } from '@perdure/failure';
import type { Write } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { createRun, openStore, startAttempt, storeNames } from './open-store.ts';

const unknown = (message: string): Failure => ({
  kind: 'unknown',
  retryable: false,
  provider: 'acme',
  message,
  decidedBy: 'none',
});

const fail = (fence: number, message: string): Write => ({
  type: 'endAttempt',
  threadId: 't1',
  runId: 'r1',
  fence,
  outcome: 'failed',
  failure: unknown(message),
  usage: null,
  specimen: { provider: 'acme', error: { message, name: 'AcmeError' } },
  at: fence,
});

describe.each(storeNames)('the %s store', (name) => {
  it('has no specimen at first, and none of a failure without one', () => {
    const store = openStore(name);
    store.commit([{ ...fail(1, 'Why?'), specimen: null } as Write]);
    expect(store.specimens()).toEqual([]);
  });

  it('reads back a specimen with its failure', () => {
    const store = openStore(name);
    store.commit([fail(1, 'The flux “1” is out of phase.')]);
    const message = 'The flux “1” is out of phase.';
    expect(store.specimens()).toStrictEqual([
      {
        runId: 'r1',
        fence: 1,
        failure: unknown(message),
        specimen: { provider: 'acme', error: { message, name: 'AcmeError' } },
      },
    ]);
  });

  it('keeps the first specimen of failures that differ in numbers and ids alone', () => {
    const store = openStore(name);
    store.commit([fail(1, 'No flux in req_1.'), startAttempt(2), startAttempt(3), startAttempt(4)]);
    // Within one transaction too.
    store.commit([fail(2, 'No flux in req_2.'), fail(3, 'No phase.'), fail(4, 'No phase.')]);
    expect(store.specimens().map(({ fence }) => fence)).toEqual([1, 3]);
  });

  it('keeps 1,000 specimens, the first ones', () => {
    const store = openStore(name);
    const word = (fence: number) => [...`${fence}`].map((digit) => 'abcdefghij'[Number(digit)]);
    const fences = Array.from({ length: 1_001 }, (_, index) => index + 2);
    store.commit(
      fences.flatMap((fence) => [startAttempt(fence), fail(fence, `No ${word(fence).join('')}.`)]),
    );
    const kept = store.specimens();
    expect(kept).toHaveLength(1_000);
    expect([kept[0]?.fence, kept.at(-1)?.fence]).toEqual([2, 1_001]);
  });

  it('undoes a specimen with its transaction', () => {
    const store = openStore(name);
    expect(() => store.commit([fail(1, 'No flux.'), createRun])).toThrow();
    expect(store.specimens()).toEqual([]);
  });
});
