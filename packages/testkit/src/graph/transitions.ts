/** Names of the machine's transitions. The guarded branches of one event are transitions of their own. */
import { runMachine } from '@perdure/run';

type Transition =
  ReturnType<typeof runMachine.root.transitions.get> extends (infer T)[] | undefined ? T : never;

/** `running attempt.failed #1`: the state, the event, and the branch by number from 0. */
export const transitionName = (transition: Transition): string => {
  const { source, eventType } = transition;
  const branches = source.transitions.get(eventType) ?? [];
  return `${source.key} ${eventType} #${branches.indexOf(transition)}`;
};

/** All transitions of the machine, whether a path takes them or not. */
export const allTransitions = (): string[] =>
  Object.values(runMachine.states)
    .flatMap((state) => [...state.transitions.values()].flat())
    .map(transitionName);
