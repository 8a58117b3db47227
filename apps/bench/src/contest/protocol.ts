/** What a worker is told and what it answers, one JSON value a message. */
import type { Durability } from './contender.ts';
import type { Measured } from './measure.ts';

/** Which contender a worker makes, and where. */
export interface Spec {
  module: string;
  export: string;
  durability: Durability;
  folder: string;
}

export type Command =
  | { warmUp: { atOnce: number; ms: number } }
  | { measure: { atOnce: number; ms: number } };

/** Each command is answered once, and so is the start. */
export type Answer =
  | { ready: true }
  | { warmedUp: { pieces: number } }
  | { measured: Measured }
  | { failed: string };
