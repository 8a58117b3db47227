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

/** The message that a worker sends once for each command, and once when the contender is ready or failed to start. */
export type Answer =
  | { ready: true }
  | { warmedUp: { pieces: number } }
  | { measured: Measured }
  | { failed: string };
