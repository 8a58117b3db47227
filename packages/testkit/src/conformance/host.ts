/** The port of a host that is to be proved. */
import type { RunContext, RunEmitted, RunEvent, RunInput, RunState } from '@perdure/run';

/** What a host shows of one run. */
export interface Seen {
  state: RunState;
  context: RunContext;
  /** All that the run has said so far, in order, as the machine emits it. */
  events: RunEmitted[];
  /** When the armed timer is due, epoch milliseconds; null if none is armed. */
  deadline: number | null;
  /** Attempts that were begun so far. */
  attempts: number;
}

/**
 * A host under test: it runs many runs at once, in a time of its own.
 *
 * Contract: nothing happens by itself but in `settle`; time passes in `pass` alone; jitter is off.
 */
export interface TestHost {
  /** For messages. */
  readonly name: string;
  /** Event types that cannot happen on this host: paths that take them are left out, and counted. */
  readonly cannot: readonly string[];
  /** Epoch milliseconds. */
  now(): number;
  /** Makes a run that stands in `queued`. */
  start(runId: string, input: RunInput): void;
  /** Hands the run a command, or the end of the attempt that is under way. `attempt.lost` only where `crash` is missing. */
  deliver(runId: string, event: RunEvent): void;
  /** Lets milliseconds pass. */
  pass(ms: number): void;
  /** Until nothing more happens without time passing. */
  settle(): Promise<void>;
  /** The process ends without a word and another one starts on what is recorded. Missing: the host records nothing. */
  crash?(): Promise<void>;
  /** Runs that are not there are left out. */
  look(runIds: readonly string[]): Promise<ReadonlyMap<string, Seen>>;
  close(): void;
}
