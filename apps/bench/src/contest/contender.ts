/** Whoever takes part: the floor, Perdure and each peer alike. */
import type { Probe } from './probe.ts';

/** SQLite's `synchronous`, or what comes to the same; `none` for who records nothing. */
export type Durability = 'full' | 'normal' | 'none';

/** As data: whoever lists the contenders loads none of them. */
export interface Listed {
  name: string;
  durability: Durability;
  /** The URL of a module, and the name of the `Make` in it. */
  module: string;
  export: string;
  /** The peer's package whose version stands beside its figures. */
  package?: string;
  /** What its figures do not say, in one sentence. */
  comparable: string;
}

/** Makes a contender that keeps its database in the folder and reports its runs to the probe. */
export type Make = (
  folder: string,
  durability: Durability,
  probe: Probe,
) => Contender | Promise<Contender>;

export interface Contender {
  /** One run in a thread of its own, read by one subscriber, from the prompt to its recorded end. */
  run(id: string): Promise<void>;
  /** What the database holds of a run that has completed. Only who records nothing may leave it out. */
  recorded?(id: string): Promise<Recorded> | Recorded;
  /** Seconds of CPU that a server of its own has used so far. */
  serverCpuSeconds?(): number;
  close(): void | Promise<void>;
}

export interface Recorded {
  prompt: unknown;
  answer: unknown;
}
