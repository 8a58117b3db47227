/** The transitions between states, read from the machine after XState has resolved its config. */
import type { runMachine } from '@perdure/run';
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';

export interface Arrow {
  from: string;
  to: string;
  label: string;
}

/** All transitions in the machine's order: by state, and within a state in the order in which XState tries them. */
export const arrowsOf = ({ states }: typeof runMachine): Arrow[] =>
  (Object.values(states) as AnyStateNode[]).flatMap((state) =>
    [...state.transitions.values()].flatMap((tried) =>
      tried.flatMap((transition, index) => arrowsOfOne(state, transition, index > 0)),
    ),
  );

function arrowsOfOne(
  state: AnyStateNode,
  transition: AnyTransitionDefinition,
  isAfterOthers: boolean,
): Arrow[] {
  const label = `${triggerOf(state, transition)}${guardOf(transition, isAfterOthers)}`;
  const targets = transition.target ?? [state];
  return targets.map(({ key }) => ({ from: state.key, to: key, label }));
}

/**
 * The label of the event that triggers a transition. A delay and an actor's error get readable labels, because XState's
 * own event names for them are long.
 */
function triggerOf(state: AnyStateNode, { eventType }: AnyTransitionDefinition): string {
  const delayed = state.after.find((after) => after.eventType === eventType);
  if (delayed !== undefined) return `after ${delayed.delay}`;
  const broken = state.invoke.find(({ id }) => eventType === `xstate.error.actor.${id}`);
  return broken === undefined ? eventType : `${broken.id} throws`;
}

/** The label of a guard. A transition without a guard is taken only if the transitions before it are not taken. */
function guardOf({ guard }: AnyTransitionDefinition, isAfterOthers: boolean): string {
  if (guard === undefined) return isAfterOthers ? ' [else]' : '';
  return ` [${typeof guard === 'object' && 'type' in guard ? guard.type : guard}]`;
}
