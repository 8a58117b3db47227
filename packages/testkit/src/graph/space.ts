/** The state space that the graph walks: which events are tried in a state, and which states are the same. */
import { type RunEvent, type RunInput, runMachine } from '@perdure/run';
import {
  type AdjacencyMap,
  getAdjacencyMap,
  getShortestPaths,
  type StatePath,
} from '@xstate/graph';
import { type ActorLogic, getNextSnapshot, type SnapshotFrom } from 'xstate';
import { type Crash, cases, refusal } from './cases.ts';

export type RunSnapshot = SnapshotFrom<typeof runMachine>;
/** A path through the run machine: the state after each step, and the event that led to it. */
export type RunPath = StatePath<RunSnapshot, RunEvent>;

export interface SpaceOptions {
  /** Also tries the failure that counts towards a repetition. @default false */
  withRepetition?: boolean;
}

/** @xstate/graph has no type for emitted events; the cast drops nothing else. */
export const logic = runMachine as unknown as ActorLogic<RunSnapshot, RunEvent, RunInput>;

/** A policy for a space with repetition: the second failure in a row that is the same ends the run. */
export const repeating: RunInput = { policy: { maxRetries: 3, maxRepeats: 1 } };

const eventsOf = (tried: readonly (RunEvent | Crash)[]) => (snapshot: RunSnapshot) =>
  [...new Set(snapshot._nodes.flatMap((node) => node.ownEvents))].flatMap(
    (type): readonly object[] => {
      const own = tried.filter((event) => event.type === type);
      return own.length > 0 ? own : [{ type }];
    },
  ) as RunEvent[];

/** Equal for two states that every guard and every delay reads alike. */
export const stateKey = ({ value, context }: RunSnapshot): string =>
  JSON.stringify([value, context]);

/** The options of a traversal with @xstate/graph. */
export const space = (input: RunInput, { withRepetition = false }: SpaceOptions = {}) => ({
  input,
  events: eventsOf(withRepetition ? [...cases, refusal] : cases),
  serializeState: stateKey,
  // Pure transitions leave final states; a live actor does not.
  stopWhen: (snapshot: RunSnapshot) => snapshot.status !== 'active',
});

/** All reachable states, and the transitions between them. */
export const adjacency = (
  input: RunInput,
  options?: SpaceOptions,
): AdjacencyMap<RunSnapshot, RunEvent> => getAdjacencyMap(logic, space(input, options));

/**
 * Paths to a final state that take every transition from every state. A state counts once per transition that leads to
 * it, so that the shortest paths include the self-loops and back edges that simple paths leave out.
 */
export const transitionCover = (input: RunInput, options?: SpaceOptions): RunPath[] =>
  viaEdges(input, options).map(toFinalState);

const viaEdges = (input: RunInput, options?: SpaceOptions): RunPath[] =>
  getShortestPaths(logic, {
    ...space(input, options),
    serializeState: (state, event, previous) =>
      [stateKey(state), JSON.stringify(event), previous && stateKey(previous)].join(' via '),
  });

/** A path that stops earlier is cancelled, because the crashes of other paths would go on hitting its run. */
function toFinalState(path: RunPath): RunPath {
  if (path.state.status !== 'active') return path;
  const event: RunEvent = { type: 'run.cancel' };
  const state = getNextSnapshot(runMachine, path.state, event);
  return { state, steps: [...path.steps, { state, event }], weight: path.weight + 1 };
}
