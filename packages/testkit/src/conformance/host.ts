/** The port for a host whose conformance is to be proved. */
import type { RunContext, RunEmitted, RunEvent, RunInput, RunState } from '@perdure/run';

/** What a host shows of one run. */
export interface Seen {
  state: RunState;
  context: RunContext;
  /** The events that the machine has emitted so far, in order. */
  events: RunEmitted[];
  /** The deadline of the armed timer, in epoch milliseconds; null if no timer is armed. */
  deadline: number | null;
  /** Number of attempts started so far. */
  attempts: number;
  /** Number of broken messages that the run shows. A host without messages leaves it out. */
  halves?: number;
}

/**
 * A host under test. It runs many runs at once, and has its own clock.
 *
 * Contract: the host works only in `untilIdle`; time passes only in `pass`; jitter is off.
 */
export interface TestHost {
  /** The name of the host in messages. */
  readonly name: string;
  /** Event types that cannot occur on this host. Paths that contain one of them are left out and counted. */
  readonly cannot: readonly string[];
  /** The time of the host's clock, in epoch milliseconds. */
  now(): number;
  /** Creates a run in `queued`. */
  start(runId: string, input: RunInput): void;
  /** Sends a command, or ends the attempt under way. Is given `attempt.lost` only if the host has no `crash`. */
  deliver(runId: string, event: RunEvent): void;
  /** Lets `ms` milliseconds pass. */
  pass(ms: number): void;
  /** Resolves once nothing more happens without time passing. */
  untilIdle(): Promise<void>;
  /**
   * Ends the process so that it records nothing more, and starts another one on the recorded data. A host that records
   * nothing has no `crash`.
   */
  crash?(): Promise<void>;
  /** Returns what the host shows of these runs. Runs that do not exist are missing from the map. */
  look(runIds: readonly string[]): Promise<ReadonlyMap<string, Seen>>;
  close(): void;
}
