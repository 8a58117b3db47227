/** Where to kill: drawn from a seed, so that a plan can be made again. */
import { createHash } from 'node:crypto';
import { type KillPlace, type KillPoint, killPlaces } from './kill-point.ts';

/** So often a life usually comes to a place. */
const reached: Record<KillPlace, number> = {
  beforeCommit: 25,
  afterCommit: 25,
  inStream: 60,
  inBackoff: 5,
  inTool: 2,
};

/** So long one usually lasts. Milliseconds. */
const lifeMs = 160;

const killsPerFile = 12;

/** So many kills, spread over all places and over files. */
export function planKills(kills: number, seed: number): KillPoint[][] {
  const places = [...killPlaces, 'anyTime', 'anyTime'] as const;
  const points = Array.from({ length: kills }, (_, index): KillPoint => {
    const at = places[index % places.length] ?? 'anyTime';
    const drawn = draw(seed, index);
    return at === 'anyTime' ? { at, ms: drawn % lifeMs } : { at, nth: 1 + (drawn % reached[at]) };
  });
  // Dealt like cards, so that each file meets all places.
  const files = Math.ceil(kills / killsPerFile);
  return Array.from({ length: files }, (_, file) =>
    points.filter((_, index) => index % files === file),
  );
}

const draw = (seed: number, index: number): number =>
  createHash('sha256').update(`${seed} ${index}`).digest().readUInt32BE();
