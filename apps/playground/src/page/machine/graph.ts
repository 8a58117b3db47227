/**
 * The run machine as a graph. The graph is read from the machine, so that the drawing can't differ from the machine.
 */
import { type RunState, runMachine, runStates } from '@perdure/run';

export interface MachineState {
  name: RunState;
  isInitial: boolean;
  isFinal: boolean;
}

/** One transition: a branch that the machine may take on an event, after a delay, or on an error. */
export interface MachineTransition {
  /** The source state, the event and the number of the branch: `running attempt.failed #1`. */
  id: string;
  from: RunState;
  to: RunState;
  /** The event's type: `attempt.failed`, or XState's own for the end of a delay. */
  eventType: string;
  /** The name in the drawing: `attempt.failed`, `after backoff`. */
  trigger: string;
  /** The guard's name; `else` for an unguarded branch after a guarded one. */
  guard: string | null;
  isDelayed: boolean;
}

export interface MachineGraph {
  /** The states, in the order in which the machine declares them. */
  states: readonly MachineState[];
  transitions: readonly MachineTransition[];
}

type Node = (typeof runMachine.states)[RunState];

const nodes: readonly Node[] = Object.values(runMachine.states);

export const graph: MachineGraph = {
  states: nodes.map((node) => ({
    name: stateName(node.key),
    isInitial: runMachine.root.initial.target?.some(({ key }) => key === node.key) ?? false,
    isFinal: node.type === 'final',
  })),
  transitions: nodes.flatMap(leaving),
};

function leaving(node: Node): MachineTransition[] {
  const delays = new Map(node.after.map(({ eventType, delay }) => [eventType as string, delay]));
  return [...node.transitions].flatMap(([eventType, branches]) =>
    branches.map((branch, index) => ({
      id: `${node.key} ${eventType} #${index}`,
      from: stateName(node.key),
      // A transition without a target leads back to its source state.
      to: stateName(branch.target?.[0]?.key ?? node.key),
      eventType,
      trigger: triggerName(eventType, delays.get(eventType)),
      guard: guardName(branch.guard) ?? (index > 0 ? 'else' : null),
      isDelayed: delays.has(eventType),
    })),
  );
}

function triggerName(eventType: string, delay: unknown): string {
  if (delay !== undefined) return `after ${delay}`;
  // XState names the event of `onError` `xstate.error.actor.…`.
  return eventType.replace(/^xstate\.error\.actor\./, 'error of ');
}

function guardName(guard: unknown): string | null {
  if (guard === undefined || guard === null) return null;
  if (typeof guard === 'object' && 'type' in guard) return String(guard.type);
  return String(guard);
}

function stateName(key: string): RunState {
  const name = runStates.find((state) => state === key);
  if (name === undefined) throw new Error(`The run machine has a state without a name: ${key}.`);
  return name;
}
