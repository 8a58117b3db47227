/** A run between two events, as an XState actor would be seen: which event came, and where it has led. */
import {
  finalStates,
  type RunContext,
  type RunOutput,
  type RunState,
  runMachine,
} from '@perdure/run';
import type { RunRecord } from '@perdure/runtime';

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

/** How a run began. What does not change in a run is not in the log, and comes from its record. */
export const firstMoment = ({ stored: { context } }: RunRecord, at: number): Moment => ({
  event: { type: 'xstate.init', input: { policy: context.policy } },
  at,
  value: 'queued',
  context: {
    ...context,
    retries: 0,
    streak: 0,
    wait: null,
    failure: null,
    question: null,
    answer: null,
    output: null,
  },
});

export const isFinal = (value: RunState): boolean => isAmong(finalStates, value);

export const tagsOf = (value: RunState): readonly string[] => runMachine.states[value]?.tags ?? [];

export function outputOf({ value, context }: Moment): RunOutput | undefined {
  if (!isAmong(finalStates, value)) return undefined;
  const { output, failure, retries } = context;
  return { status: value, output, failure, retries };
}

const isAmong = <T extends string>(words: readonly T[], word: string): word is T =>
  (words as readonly string[]).includes(word);
