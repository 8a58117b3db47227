/** What real clients throw: its kind, whether to try again, and the wait that the server asked for. */
import { describe, expect, it } from 'vitest';
import { clientCases } from '../cases/index.ts';
import { classifyFailure } from '../src/index.ts';

describe('what a client throws', () => {
  it.each(clientCases)('is $kind: $client, $fault', ({ provider, aborted, error, ...expected }) => {
    const { client: _, fault: __, ...verdict } = expected;
    const failure = classifyFailure(error, {
      ...(provider !== '' && { provider }),
      ...(aborted !== undefined && { aborted }),
    });
    const { kind, retryable, retryAfterMs } = failure;
    expect(
      { kind, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) },
      failure.decidedBy,
    ).toEqual(verdict);
  });

  it('is in the file', () => expect(clientCases.length).toBeGreaterThan(200));
});
