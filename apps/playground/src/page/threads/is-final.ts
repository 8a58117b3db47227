/** Whether a run in this state is over. */
import { finalStates, type RunState } from '@perdure/run';

export const isFinal = (state: RunState): boolean =>
  (finalStates as readonly RunState[]).includes(state);
