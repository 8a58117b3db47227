/** Input and output of a step. All values are plain JSON. */
import type {
  AttemptCleared,
  AttemptEvent,
  AttemptInput,
  Ignored,
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
  /** The last fence handed out. Fences are counted, because a step has no randomness. */
  lastFence: number;
  /** Fence of the attempt under way; null outside of `running`. */
  attemptFence: number | null;
  /** The armed timer: XState's id, which repeats on re-entry, and the fence, which does not. */
  timer: { id: string; fence: number } | null;
}

/** Something that arrives at a run: a command, a timer that fired, the end of an attempt, or that it is cleared. */
export type Envelope =
  | { type: 'command'; command: RunCommand }
  | { type: 'timer'; fence: number }
  | { type: 'attempt'; fence: number; event: AttemptEvent | AttemptCleared };

/** A task for the host. Perform the effects of a step in order, after the step is recorded. */
export type Effect =
  | { type: 'startAttempt'; fence: number; input: AttemptInput }
  | { type: 'stopAttempt'; fence: number }
  /**
   * `dueAt`: deadline of the timer, epoch milliseconds. Null if the event carried no `at`; the host then counts
   * `delayMs` from now.
   */
  | { type: 'armTimer'; fence: number; delayMs: number; dueAt: number | null }
  | { type: 'clearTimer'; fence: number }
  | { type: 'emit'; event: RunEmitted }
  | { type: 'done'; output: RunOutput };

/** The output of a step. Record `stored` first, then perform `effects`. */
export interface Step {
  stored: Stored;
  effects: Effect[];
  /** Why the step has changed nothing; undefined if it has changed something. */
  ignored?: Ignored;
}
