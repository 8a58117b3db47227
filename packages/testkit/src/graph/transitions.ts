/** Names of the machine's transitions. Each guarded branch of an event is a transition with its own name. */
import { runMachine } from '@perdure/run';

type Transition =
  ReturnType<typeof runMachine.root.transitions.get> extends (infer T)[] | undefined ? T : never;

/** The name of a transition: state, event, and index of the branch from 0, such as `running attempt.failed #1`. */
export const transitionName = (transition: Transition): string => {
  const { source, eventType } = transition;
  const branches = source.transitions.get(eventType) ?? [];
  return `${source.key} ${eventType} #${branches.indexOf(transition)}`;
};

/** The names of all transitions of the machine, also of those that no path takes. */
export const allTransitions = (): string[] =>
  Object.values(runMachine.states)
    .flatMap((state) => [...state.transitions.values()].flat())
    .map(transitionName);
