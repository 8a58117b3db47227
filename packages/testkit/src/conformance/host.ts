/** The port of a host that is to be proved. */
import type { RunContext, RunEmitted, RunEvent, RunInput, RunState } from '@perdure/run';

/** What a host shows of one run. */
export interface Seen {
  state: RunState;
  context: RunContext;
  /** The machine's events so far, in order. */
  events: RunEmitted[];
  /** Deadline of the armed timer, epoch milliseconds; null if none is armed. */
  deadline: number | null;
  /** Attempts started so far. */
  attempts: number;
}

/**
 * A host under test. It has many runs under way at once, and a clock of its own.
 *
 * Contract: work happens only in `untilIdle`; time passes only in `pass`; jitter is off.
 */
export interface TestHost {
  /** For messages. */
  readonly name: string;
  /** Event types that cannot happen on this host. Paths that contain one are left out, and counted. */
  readonly cannot: readonly string[];
  /** Epoch milliseconds. */
  now(): number;
  /** Creates a run in `queued`. */
  start(runId: string, input: RunInput): void;
  /** Sends a command, or ends the attempt under way. `attempt.lost` only if the host has no `crash`. */
  deliver(runId: string, event: RunEvent): void;
  /** Lets time pass, milliseconds. */
  pass(ms: number): void;
  /** Resolves once nothing more happens until time passes. */
  untilIdle(): Promise<void>;
  /** Ends the process without a record, and starts another on what is recorded. Missing on a host that records nothing. */
  crash?(): Promise<void>;
  /** Without the runs that do not exist. */
  look(runIds: readonly string[]): Promise<ReadonlyMap<string, Seen>>;
  close(): void;
}
