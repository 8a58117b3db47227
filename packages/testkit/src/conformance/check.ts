/** Compares what a host shows with what it must show, and names the guarantee that is broken. */
import { isDeepStrictEqual } from 'node:util';
import type { RunEmitted } from '@perdure/run';
import { type Guarantee, GuaranteeError } from '../guarantee.ts';
import type { Seen } from './host.ts';
import type { Track } from './track.ts';

/**
 * The moment of a check.
 *
 * - `after`: the step has just been taken
 * - `before`: the next step is due in one millisecond
 * - `crashed`: the host has crashed and started again
 */
export type Moment = 'after' | 'before' | 'crashed';

const when: Record<Moment, string> = {
  after: 'after',
  before: 'one millisecond before the deadline that follows',
  crashed: 'after a crash that followed',
};

/** Checks one run. @throws {GuaranteeError} if the host shows anything else than it must */
export function check(host: string, track: Track, seen: Seen | undefined, moment: Moment): void {
  const { expected } = track;
  const broken = (guarantee: Guarantee, what: string) =>
    new GuaranteeError(guarantee, what, `${host}, ${when[moment]} ${track.place}`);
  if (seen === undefined) throw broken('machine', 'the run is missing.');

  const surplus = seen.events.slice(expected.events.length);
  const isOver = track.snapshot.status !== 'active';
  if (isOver && surplus.length > 0) {
    const guarantee = expected.state === 'cancelled' ? 'G4' : 'G5';
    throw broken(guarantee, `${names(surplus)} came after the run was ${expected.state}.`);
  }
  if (seen.attempts > expected.attempts && isOver) {
    throw broken('G4', `an attempt started of a run that is ${expected.state}.`);
  }
  if (!isDeepStrictEqual(seen.deadline, expected.deadline)) {
    throw broken('G6', `the timer is due at ${seen.deadline}, not at ${expected.deadline}.`);
  }
  if (seen.state !== expected.state) {
    throw broken(ofState(track, moment), `the run is ${seen.state}, not ${expected.state}.`);
  }
  if (seen.attempts !== expected.attempts) {
    throw broken(
      'G2',
      `${seen.attempts} attempts started where ${expected.attempts} were decided.`,
    );
  }
  if (seen.halves && !keepsHalf.has(expected.state)) {
    throw broken('G7', `a broken message is shown in a run that is ${expected.state}.`);
  }
  if (!isDeepStrictEqual(plain(seen.context), plain(expected.context))) {
    throw broken(ofState(track, moment), differing('context', seen.context, expected.context));
  }
  if (!isDeepStrictEqual(plain(seen.events), plain(expected.events))) {
    throw broken(isOver ? 'G5' : 'machine', differing('log', seen.events, expected.events));
  }
}

/** States in which a run has got no further than its broken message. */
const keepsHalf: ReadonlySet<string> = new Set(['failed', 'interrupted', 'cancelled']);

/**
 * The guarantee that a wrong state breaks. In a wait it is G6 after a crash or before the deadline. Otherwise it is
 * `machine`, because the host has left the machine's transition table.
 */
function ofState({ isWaiting }: Track, moment: Moment): Guarantee {
  return isWaiting && moment !== 'after' ? 'G6' : 'machine';
}

const names = (events: readonly RunEmitted[]) => events.map(({ type }) => type).join(', ');

/** The value as a store returns it: without fields that are undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function differing(what: string, seen: object, expected: object): string {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(seen)])];
  const at = (value: object, key: string) =>
    JSON.stringify((value as Record<string, unknown>)[key]);
  const key = keys.find((key) => at(seen, key) !== at(expected, key)) ?? '';
  return `the ${what} differs at '${key}': ${at(seen, key)}, not ${at(expected, key)}.`;
}
