/** The parts of two machines that must be equal: states in their order, and the transitions from each. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';

export const shapeOf = ({ root }: AnyStateMachine) => ({
  initial: root.initial.target.map(({ key }) => key),
  states: Object.values(root.states as Record<string, AnyStateNode>).map((state) => ({
    key: state.key,
    type: state.type,
    tags: state.tags,
    description: state.description,
    entry: state.entry.map(named),
    exit: state.exit.map(named),
    invoke: state.invoke.map(({ id, src }) => ({ id, src })),
    delays: state.after.map(({ delay, eventType }) => ({ delay, eventType })),
    transitions: [...state.transitions].map(([event, tried]) => ({
      event,
      tried: tried.map(({ target, guard, actions }) => ({
        to: target?.map(({ key }) => key),
        guard,
        actions,
      })),
    })),
  })),
});

/** Functions by name, because XState makes those that arm and cancel a delay anew for each machine. */
const named = (action: unknown) => (typeof action === 'function' ? action.name : action);
