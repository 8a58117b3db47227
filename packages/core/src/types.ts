/** What goes into a step and what comes out. All of it but the effects' functions is JSON: there are none. */
import type {
  AttemptEvent,
  AttemptInput,
  Json,
  RunCommand,
  RunContext,
  RunEmitted,
  RunOutput,
  RunState,
} from '@perdure/run';

/** A run between two steps, as a host stores it. */
export interface Stored {
  state: RunState;
  context: RunContext;
  /** The last token given out. A counter, so that a step needs no chance to make one. */
  tokens: number;
  /** Token of the attempt under way. */
  attempt: number | null;
  /** The timer that is armed: XState's id for it, which repeats, and the token, which does not. */
  timer: { id: string; token: number } | null;
}

/** What arrives at a run. */
export type Envelope =
  | { type: 'command'; command: RunCommand }
  | { type: 'timer'; token: number }
  | { type: 'attempt'; token: number; event: AttemptEvent };

/** What a host must do, after it has recorded the step and in this order. */
export type Effect =
  | { type: 'startAttempt'; token: number; input: AttemptInput }
  | { type: 'stopAttempt'; token: number }
  | { type: 'armTimer'; token: number; delayMs: number }
  | { type: 'clearTimer'; token: number }
  | { type: 'emit'; event: RunEmitted }
  | { type: 'done'; output: RunOutput };

/** Why something that arrived changed nothing. */
export type Ignored =
  /** The run is over. */
  | 'settled'
  /** It speaks for a timer or an attempt that is no longer the current one. */
  | 'stale'
  /** The run's state has no use for this command. */
  | 'notApplicable';

export interface Step {
  stored: Stored;
  effects: Effect[];
  ignored?: Ignored;
}

export type { Json };
