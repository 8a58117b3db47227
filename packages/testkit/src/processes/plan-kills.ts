/** Plans of kill points. They are drawn from a seed, so that a plan can be repeated. */
import { createHash } from 'node:crypto';
import { type KillPlace, type KillPoint, killPlaces } from './kill-point.ts';

/** How many times a process of `runHost` usually reaches each place. */
const reached: Record<KillPlace, number> = {
  beforeCommit: 25,
  afterCommit: 25,
  inStream: 60,
  inBackoff: 5,
  inTool: 2,
};

/** How long a process of `runHost` usually runs, in milliseconds. */
const processMs = 160;

const killsPerFile = 12;

/**
 * Draws kill points for all places, up to 12 per file. The same number of kills and the same seed give the same plan.
 */
export function planKills(kills: number, seed: number): KillPoint[][] {
  const places = [...killPlaces, 'anyTime', 'anyTime'] as const;
  const points = Array.from({ length: kills }, (_, index): KillPoint => {
    const at = places[index % places.length] ?? 'anyTime';
    const drawn = draw(seed, index);
    return at === 'anyTime'
      ? { at, ms: drawn % processMs }
      : { at, nth: 1 + (drawn % reached[at]) };
  });
  // The points are distributed to the files in turn. Each file gets points of all places, unless the number of files is
  // a multiple of the 7 entries of `places`.
  const files = Math.ceil(kills / killsPerFile);
  return Array.from({ length: files }, (_, file) =>
    points.filter((_, index) => index % files === file),
  );
}

const draw = (seed: number, index: number): number =>
  createHash('sha256').update(`${seed} ${index}`).digest().readUInt32BE();
