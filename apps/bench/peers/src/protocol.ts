/** What a worker is told and what it answers, one JSON value a message. */

import type { PeerId } from './list.ts';
import type { Measured } from './measure.ts';
import type { Durability, Entrant, Probe } from './probe.ts';

/** Which contender a worker builds: a peer of this package, or what a module exports. */
export type Spec = ({ peer: PeerId } | Exported) & { durability: Durability; folder: string };

/**
 * A module (its path from this folder, or an absolute one) and the name of the function in it that makes the
 * contender: of a file's path and a durability, and of a probe if it wants its pieces timed and its records
 * checked. The figures for which it would have to report to the probe are null if it does not.
 */
export interface Exported {
  module: string;
  export: string;
}

export type MakeFromFile = (
  file: string,
  durability: Durability,
  probe: Probe,
) => Entrant | Promise<Entrant>;

export type Command =
  | { warmUp: { atOnce: number; ms: number } }
  | { measure: { atOnce: number; ms: number } }
  | { close: true };

/** Each command is answered once, and so is the start. */
export type Answer =
  | { ready: string }
  | { warmedUp: { pieces: number } }
  | { measured: Measured }
  | { closed: true }
  | { failed: string };
