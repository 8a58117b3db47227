/** Names for the machine's transitions; guarded branches of one event count singly. */
import { runMachine } from '@perdure/run';

type Transition =
  ReturnType<typeof runMachine.root.transitions.get> extends (infer T)[] | undefined ? T : never;

export const transitionName = (transition: Transition): string => {
  const { source, eventType } = transition;
  const branches = source.transitions.get(eventType) ?? [];
  return `${source.key} ${eventType} #${branches.indexOf(transition)}`;
};

/** All transitions that the machine has, whether a path takes them or not. */
export const allTransitions = (): string[] =>
  Object.values(runMachine.states)
    .flatMap((state) => [...state.transitions.values()].flat())
    .map(transitionName);
