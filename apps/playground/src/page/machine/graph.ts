/** The machine as a graph, read from the machine itself: what is drawn is what runs. */
import { type RunState, runMachine, runStates } from '@perdure/run';

export interface MachineState {
  name: RunState;
  isInitial: boolean;
  isFinal: boolean;
}

/** Branches of one event are transitions of their own. */
export interface MachineTransition {
  /** `running attempt.failed #1` */
  id: string;
  from: RunState;
  to: RunState;
  /** The event, as the machine knows it: `attempt.failed`, or what XState calls a delay that is over. */
  eventType: string;
  /** What it is called in a drawing: `attempt.failed`, `after backoff`. */
  trigger: string;
  /** `else` where a guarded branch stands before one that has no guard. */
  guard: string | null;
  isDelayed: boolean;
}

export interface MachineGraph {
  /** In the order in which the machine declares them. */
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
      // Without a target it stays where it is.
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
  // What a machine says with `onError`.
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
