/**
 * The step of a run: takes a stored run and what arrived, and returns the next stored run and the effects. It is a pure
 * function, and the same for every host.
 *
 * The step hands out the fences (fencing tokens). They are needed because XState repeats its ids each time a state is
 * entered: by its id, a late timer or the result of a former attempt looks current. By its fence, it does not.
 * `runId/fence` is the attempt's idempotency key.
 */
import {
  type AttemptInput,
  type Ignored,
  InvalidPolicyError,
  isFinalState,
  ReservedEventError,
  type RunContext,
  type RunEmitted,
  type RunInput,
  type RunOutput,
  type RunState,
  runMachine,
  upgradeContext,
} from '@perdure/run';
import { breakRun } from './defect.ts';
import { UnknownStateError } from './errors.ts';
import { type Action, createInert } from './inert.ts';
import type { Effect, Envelope, Step, Stored } from './types.ts';

/** The two functions that make the steps of a run. Neither changes its arguments. */
export interface Core {
  /**
   * The first step of a run. Its state is `queued`.
   *
   * @throws {InvalidPolicyError} if `input.policy` is out of its bounds
   */
  begin(input: RunInput): Step;
  /**
   * The step that follows from what arrived. A throw inside the machine ends the run as `failed`.
   *
   * @throws {ReservedEventError} for a command of an unknown type
   * @throws {UnknownStateError} for a state that this machine does not have; nothing has changed
   * @throws {InvalidPolicyError} for a stored policy out of this version's bounds; nothing has changed
   */
  step(stored: Stored, envelope: Envelope): Step;
}

const commands = new Set(['run.start', 'run.cancel', 'run.retryNow', 'run.answer', 'run.resume']);

/** @param machine another machine, with guards or actions of its own, for tests. @default runMachine */
export function createCore(machine: typeof runMachine = runMachine): Core {
  const inert = createInert(machine);

  return {
    begin(input) {
      const [snapshot, actions] = inert.initial(input);
      const blank = { lastFence: 0, attemptFence: null, timer: null };
      return toStep({ ...blank, state: snapshot.value, context: snapshot.context }, actions);
    },

    step(stored, envelope) {
      const event = eventOf(stored, envelope);
      // The final states are checked here, because XState's pure transition would leave a final state.
      if (isFinalState(stored.state)) return ignore(stored, 'settled');
      if (event === undefined) return ignore(stored, 'stale');

      try {
        const snapshot = restore(stored.state, upgradeContext(stored.context));
        if (!snapshot.can(event as never)) return ignore(stored, 'notApplicable');
        const [next, actions] = inert.next(snapshot, event);
        const step = toStep({ ...stored, state: next.value, context: next.context }, actions);
        if (next.status === 'done') step.effects.push(done(next.output));
        return step;
      } catch (error) {
        // These two errors mean that another version wrote the run. The run is left unchanged, because that version can
        // still open it.
        if (error instanceof UnknownStateError || error instanceof InvalidPolicyError) throw error;
        return breakRun(stored, error);
      }
    },
  };

  function restore(state: RunState, context: RunContext) {
    try {
      return inert.restore(state, context);
    } catch (cause) {
      throw new UnknownStateError(state, { cause });
    }
  }
}

/** The event for the machine; undefined if the envelope carries the fence of a former timer or attempt. */
function eventOf(stored: Stored, envelope: Envelope): { type: string } | undefined {
  switch (envelope.type) {
    case 'command':
      if (!commands.has(envelope.command.type)) throw new ReservedEventError(envelope.command.type);
      return envelope.command;
    case 'timer':
      return stored.timer?.fence === envelope.fence ? { type: stored.timer.id } : undefined;
    case 'attempt':
      return stored.attemptFence === envelope.fence ? envelope.event : undefined;
  }
}

/**
 * Turns the machine's actions into effects, and gives each attempt and each timer its fence.
 *
 * @param next changed and returned; must be a fresh object
 */
function toStep(next: Stored, actions: Action[]): Step {
  const effects: Effect[] = [];
  for (const action of actions) {
    switch (action.type) {
      case 'xstate.spawnChild': {
        const fence = ++next.lastFence;
        next.attemptFence = fence;
        effects.push({ type: 'startAttempt', fence, input: action.params.input as AttemptInput });
        break;
      }
      case 'xstate.stopChild':
        if (next.attemptFence !== null)
          effects.push({ type: 'stopAttempt', fence: next.attemptFence });
        next.attemptFence = null;
        break;
      case 'xstate.raise': {
        const { id, delay: delayMs } = action.params;
        if (delayMs === undefined) break;
        const fence = ++next.lastFence;
        next.timer = { id, fence };
        const dueAt = next.context.wait?.until ?? null;
        effects.push({ type: 'armTimer', fence, delayMs, dueAt });
        break;
      }
      case 'xstate.cancel':
        if (next.timer?.id !== action.params.sendId) break;
        effects.push({ type: 'clearTimer', fence: next.timer.fence });
        next.timer = null;
        break;
      case 'xstate.emit':
        effects.push({ type: 'emit', event: action.params.event as RunEmitted });
        break;
    }
  }
  return { stored: next, effects };
}

const ignore = (stored: Stored, ignored: Ignored): Step => ({ stored, effects: [], ignored });

const done = (output: RunOutput | undefined): Effect => {
  if (output === undefined) throw new Error('The machine ended without an output.');
  return { type: 'done', output };
};
