/** What an expert would expect of each fault. */
import type { FailureKind } from '@perdure/failure';
import type { Adapter, Client } from './clients/client.ts';
import { exceptions } from './exceptions.ts';
import { type FaultName, faults } from './faults/index.ts';
import { wires } from './wires/index.ts';
import { waitSeconds } from './wires/wire.ts';

export interface Expected {
  /** Kinds that are right. */
  kinds: readonly FailureKind[];
  retryable: boolean;
  /** The wait that the server has asked for, ms. */
  waitMs?: number | undefined;
}

const again = (...kinds: FailureKind[]): Expected => ({ kinds, retryable: true });
const never = (...kinds: FailureKind[]): Expected => ({ kinds, retryable: false });
const limited: Expected = { ...again('rateLimited'), waitMs: waitSeconds * 1_000 };
const broken = again('brokenStream');
const cut = again('brokenStream', 'network');

/** The answers that are whole. A client that fails at one has read it wrongly: another answer may be read. */
export const wholeAnswers: ReadonlySet<FaultName> = new Set(['whole', 'length', 'asides']);

const expected: Readonly<Record<Exclude<FaultName, `error-f${string}`>, Expected>> = {
  whole: broken,
  length: broken,
  asides: broken,
  filter: never('contentFiltered'),
  'no-end': broken,
  'broken-json': broken,
  portal: again('brokenStream', 'network'),
  empty: broken,
  'no-content': again('brokenStream', 'serverError'),
  'json-error': again('brokenStream', 'serverError'),
  'reset-first': again('network'),
  'headers-only': cut,
  cut,
  'cut-reset': cut,
  'content-length': cut,
  gzip: broken,
  'limit-seconds': limited,
  'limit-date': limited,
  'limit-ms': limited,
  'limit-reset': limited,
  'limit-text': limited,
  'limit-retry-info': limited,
  'bad-gateway-page': again('serverError', 'overloaded'),
  'empty-500': again('serverError'),
  veto: never('serverError'),
  overloaded: again('overloaded', 'serverError'),
  auth: never('unauthorized'),
  context: never('contextOverflow'),
  quota: never('quotaExceeded'),
  'silent-first': again('timeout'),
  'silent-body': again('timeout'),
  abort: never('cancelled'),
  'abort-timeout': again('timeout'),
};

/** What is expected of a surface, its exceptions included. */
export function expectedOf({ name, wire }: Client | Adapter, fault: FaultName): Expected {
  const exception = exceptions.find(
    (each) => each.surface.test(name) && each.faults.includes(fault),
  );
  return { ...usual(wire, fault), ...exception?.expected };
}

function usual(wire: keyof typeof wires, fault: FaultName): Expected {
  if (fault in expected) return expected[fault as keyof typeof expected];
  const form = faults[fault].form ?? 0;
  return again(...(wires[wire].errorFrames[form]?.kinds ?? []));
}
