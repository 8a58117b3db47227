/**
 * The step: what a run does next, as a pure function for every host.
 *
 * Owns the tokens. XState's ids repeat whenever a state is entered again, so a late timer or the result
 * of an attempt long gone looks fresh; the token tells. `runId/token` is the attempt's idempotency key.
 */
import {
  type AttemptInput,
  InvalidPolicyError,
  type RunContext,
  type RunEmitted,
  type RunInput,
  type RunOutput,
  type RunState,
  runMachine,
  upgradeContext,
} from '@perdure/run';
import { breakRun } from './defect.ts';
import { ReservedEventError, UnknownStateError } from './errors.ts';
import { type Action, createInert } from './inert.ts';
import type { Effect, Envelope, Ignored, Step, Stored } from './types.ts';

export interface Core {
  /** The first step of a run. */
  begin(input: RunInput): Step;
  /**
   * The step that follows from what arrived. A throw inside the machine ends the run as `failed`.
   *
   * @throws {ReservedEventError} for a command that is not one
   * @throws {UnknownStateError} for a state that this machine does not have; nothing has changed
   * @throws {InvalidPolicyError} for a stored policy that this version does not know; nothing has changed
   */
  apply(stored: Stored, envelope: Envelope): Step;
}

const commands = new Set(['run.start', 'run.cancel', 'run.retryNow', 'run.answer']);

export function createCore(machine: typeof runMachine = runMachine): Core {
  const inert = createInert(machine);

  return {
    begin(input) {
      const [snapshot, actions] = inert.initial(input);
      const blank = { tokens: 0, attempt: null, timer: null };
      return toStep({ ...blank, state: snapshot.value, context: snapshot.context }, actions);
    },

    apply(stored, envelope) {
      const event = eventOf(stored, envelope);
      // A pure transition would walk out of a final state.
      if (isSettled(stored)) return ignore(stored, 'settled');
      if (event === undefined) return ignore(stored, 'stale');

      try {
        const snapshot = restore(stored.state, upgradeContext(stored.context));
        if (!snapshot.can(event as never)) return ignore(stored, 'notApplicable');
        const [next, actions] = inert.next(snapshot, event);
        const step = toStep({ ...stored, state: next.value, context: next.context }, actions);
        if (next.status === 'done') step.effects.push(done(next.output));
        return step;
      } catch (error) {
        // Of another version: left as it is, and not broken by this one.
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

  function isSettled({ state }: Stored): boolean {
    return machine.states[state]?.type === 'final';
  }
}

/** The event for the machine, or undefined if the envelope speaks for something that is over. */
function eventOf(stored: Stored, envelope: Envelope): { type: string } | undefined {
  switch (envelope.type) {
    case 'command':
      if (!commands.has(envelope.command.type)) throw new ReservedEventError(envelope.command.type);
      return envelope.command;
    case 'timer':
      return stored.timer?.token === envelope.token ? { type: stored.timer.id } : undefined;
    case 'attempt':
      return stored.attempt === envelope.token ? envelope.event : undefined;
  }
}

/** Reads the machine's actions as effects, and gives each attempt and each timer its token. */
function toStep(stored: Stored, actions: Action[]): Step {
  const effects: Effect[] = [];
  for (const action of actions) {
    switch (action.type) {
      case 'xstate.spawnChild':
        stored.attempt = ++stored.tokens;
        effects.push({
          type: 'startAttempt',
          token: stored.attempt,
          input: action.params.input as AttemptInput,
        });
        break;
      case 'xstate.stopChild':
        if (stored.attempt !== null) effects.push({ type: 'stopAttempt', token: stored.attempt });
        stored.attempt = null;
        break;
      case 'xstate.raise':
        if (action.params.delay === undefined) break;
        stored.timer = { id: action.params.id, token: ++stored.tokens };
        effects.push({
          type: 'armTimer',
          token: stored.timer.token,
          delayMs: action.params.delay,
        });
        break;
      case 'xstate.cancel':
        if (stored.timer?.id !== action.params.sendId) break;
        effects.push({ type: 'clearTimer', token: stored.timer.token });
        stored.timer = null;
        break;
      case 'xstate.emit':
        effects.push({ type: 'emit', event: action.params.event as RunEmitted });
        break;
    }
  }
  return { stored, effects };
}

const ignore = (stored: Stored, ignored: Ignored): Step => ({ stored, effects: [], ignored });

const done = (output: RunOutput | undefined): Effect => {
  if (output === undefined) throw new Error('The machine ended without an output.');
  return { type: 'done', output };
};
