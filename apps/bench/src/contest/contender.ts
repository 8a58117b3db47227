/** The port to a contender: the floor, Perdure, or a peer. */
import type { Probe } from './probe.ts';

/** SQLite's `synchronous`, or the equivalent of another database; `none` for a contender that records nothing. */
export type Durability = 'full' | 'normal' | 'none';

/** The description of a contender as data, so that a list of contenders loads none of their modules. */
export interface Listed {
  name: string;
  durability: Durability;
  /** The URL of a module, and the name of the `Make` in it. */
  module: string;
  export: string;
  /** Name of the peer's package, because the version of the package is shown with the figures. */
  package?: string;
  /** The limits of the comparison, in one sentence. */
  comparable: string;
}

/** Creates a contender that keeps its database in the folder and reports its runs to the probe. */
export type Make = (
  folder: string,
  durability: Durability,
  probe: Probe,
) => Contender | Promise<Contender>;

export interface Contender {
  /** One run in a thread of its own, read by one subscriber, from the prompt to its recorded end. */
  run(id: string): Promise<void>;
  /** The prompt and answer of a completed run, read from the database. Required unless the durability is `none`. */
  recorded?(id: string): Promise<Recorded> | Recorded;
  /** CPU time that the contender's own server has used so far, seconds. */
  serverCpuSeconds?(): number;
  close(): void | Promise<void>;
}

export interface Recorded {
  prompt: unknown;
  answer: unknown;
}
