/**
 * A run after one transition, as an XState actor would be seen: the event, and the state and context that it led to.
 */
import { type RunContext, type RunState, runMachine, startContext } from '@perdure/run';
import type { RunRecord } from '@perdure/runtime/store';

/** An event that came to the machine. */
export interface MachineEvent {
  type: string;
  [key: string]: unknown;
}

export interface Moment {
  event: MachineEvent;
  /** Epoch milliseconds. */
  at: number;
  value: RunState;
  context: RunContext;
}

/**
 * A run at its start. Policy and request come from the record, because the log has neither. The policy is not
 * validated, so that a run of another version is shown too.
 */
export function firstMoment({ stored }: RunRecord, at: number): Moment {
  const { policy, request } = stored.context;
  return {
    event: { type: 'xstate.init', input: { policy } },
    at,
    value: 'queued',
    context: { ...startContext({ request }), policy },
  };
}

/** The machine's tags of a state; none for a state that this version does not have. */
export const tagsOf = (value: RunState): readonly string[] => runMachine.states[value]?.tags ?? [];
