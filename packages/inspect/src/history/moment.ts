/**
 * A run after one transition, as an XState actor would show it: the event, and the state and context after the event.
 */
import {
  type RunContext,
  type RunState,
  resumingInput,
  runMachine,
  startContext,
} from '@perdure/run';
import type { RunRecord } from '@perdure/runtime/store';

/** An event that the machine received. */
export interface MachineEvent {
  type: string;
  [key: string]: unknown;
}

export interface Moment {
  event: MachineEvent;
  /** Time of the event, in epoch milliseconds. */
  at: number;
  value: RunState;
  context: RunContext;
}

/**
 * The first moment of a run. Policy and request are read from the run's record, because the log has neither. The policy
 * is not validated, so that a run recorded by another version can be shown too.
 *
 * @param former the run that this run takes up; undefined if it takes up none
 */
export function firstMoment(
  { stored }: RunRecord,
  former: RunRecord | undefined,
  at: number,
): Moment {
  const { policy, request } = stored.context;
  const { policy: _, ...taken } = former ? resumingInput(former.id, former.stored.context) : {};
  return {
    event: { type: 'xstate.init', input: { policy } },
    at,
    value: 'queued',
    context: { ...startContext({ request, ...taken }), policy },
  };
}

/** The machine's tags of a state; an empty list for a state that this version does not have. */
export const tagsOf = (value: RunState): readonly string[] => runMachine.states[value]?.tags ?? [];
