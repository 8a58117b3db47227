/** The messages between the contest and a worker, one JSON value each. */
import type { Durability } from './contender.ts';
import type { Measured } from './measure.ts';

/** The contender that a worker creates, and its folder. */
export interface Spec {
  module: string;
  export: string;
  durability: Durability;
  folder: string;
}

export type Command =
  | { warmUp: { atOnce: number; ms: number } }
  | { measure: { atOnce: number; ms: number } };

/** Sent once for each command, and once for the start. */
export type Answer =
  | { ready: true }
  | { warmedUp: { pieces: number } }
  | { measured: Measured }
  | { failed: string };
