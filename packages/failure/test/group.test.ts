/** Failures of one error are one group, whatever ids and numbers its message has. */
import { describe, expect, it } from 'vitest';
import { type Failure, groupOf } from '../src/index.ts';

const failure: Failure = {
  kind: 'unknown',
  retryable: false,
  provider: 'acme',
  message: 'Flux 17 of req_9f is out of phase.',
  decidedBy: 'none',
};

describe('a failure', () => {
  it.each([
    'Flux 3 of req_11a is out of phase.',
    'Flux 0.5 of 01a229a5-deed-74b7-b8f3-72f4d5fa3368 is out of phase.',
    'Flux 1 of organisationWithALongName is out of phase.',
  ])('is in the group of the same error: %s', (message) => {
    expect(groupOf({ ...failure, message })).toBe(groupOf(failure));
  });

  it.each<Partial<Failure>>([
    { message: 'Flux 17 of req_9f is in phase.' },
    { provider: 'other' },
    { code: 'flux_lost' },
    { status: 418 },
    { kind: 'serverError' },
  ])('is in another group than one with %j', (other) => {
    expect(groupOf({ ...failure, ...other })).not.toBe(groupOf(failure));
  });
});
