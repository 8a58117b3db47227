/**
 * The state space that the graph walks: which events are tried in each state, and which snapshots count as one state.
 */
import { type RunEvent, type RunInput, runMachine } from '@perdure/run';
import {
  type AdjacencyMap,
  getAdjacencyMap,
  getShortestPaths,
  type StatePath,
} from '@xstate/graph';
import { type ActorLogic, getNextSnapshot, type SnapshotFrom } from 'xstate';
import { type Crash, cases, losses, refusal } from './cases.ts';

export type RunSnapshot = SnapshotFrom<typeof runMachine>;
/** A path through the run machine: each step holds an event and the state that it leads to. */
export type RunPath = StatePath<RunSnapshot, RunEvent>;

export interface SpaceOptions {
  /** Also tries `refusal`, the failure that counts as a possible repetition. @default false */
  withRepetition?: boolean;
  /** Also tries the orderly end of an attempt, beside the loss. @default false */
  withOrderlyEnds?: boolean;
}

/**
 * The run machine with the type that @xstate/graph needs. The cast removes only the type of the emitted events, which
 * @xstate/graph does not have.
 */
export const logic = runMachine as unknown as ActorLogic<RunSnapshot, RunEvent, RunInput>;

/** A policy for the space with repetition: the second identical failure in a row ends the run. */
export const repeating: RunInput = {
  policy: { maxRetries: 3, maxTotalRetries: 3, maxRepeats: 1, maxLosses: 1 },
};

const eventsOf = (tried: readonly (RunEvent | Crash)[]) => (snapshot: RunSnapshot) =>
  [...new Set(snapshot._nodes.flatMap((node) => node.ownEvents))].flatMap(
    (type): readonly object[] => {
      const own = tried.filter((event) => event.type === type);
      return own.length > 0 ? own : [{ type }];
    },
  ) as RunEvent[];

/** The key of a state. Two snapshots have the same key if every guard and every delay treats them alike. */
export const stateKey = ({ value, context }: RunSnapshot): string =>
  JSON.stringify([value, context]);

/** The options of a traversal with @xstate/graph. */
export const space = (
  input: RunInput,
  { withRepetition = false, withOrderlyEnds = false }: SpaceOptions = {},
) => ({
  input,
  events: eventsOf([
    ...cases,
    ...(withRepetition ? [refusal] : []),
    ...(withOrderlyEnds ? losses : []),
  ]),
  serializeState: stateKey,
  // Without this condition the traversal would leave final states: pure transition functions do, a live actor does not.
  stopWhen: (snapshot: RunSnapshot) => snapshot.status !== 'active',
});

/** All reachable states, and the transitions between them. */
export const adjacency = (
  input: RunInput,
  options?: SpaceOptions,
): AdjacencyMap<RunSnapshot, RunEvent> => getAdjacencyMap(logic, space(input, options));

/**
 * Paths to a final state that together take every transition from every state.
 *
 * A state counts once for each transition that leads to it. For this reason the shortest paths include the self-loops
 * and back edges, which simple paths leave out.
 */
export const transitionCover = (input: RunInput, options?: SpaceOptions): RunPath[] =>
  viaEdges(input, options).map(toFinalState);

const viaEdges = (input: RunInput, options?: SpaceOptions): RunPath[] =>
  getShortestPaths(logic, {
    ...space(input, options),
    serializeState: (state, event, previous) =>
      [stateKey(state), JSON.stringify(event), previous && stateKey(previous)].join(' via '),
  });

/**
 * Ends a path that is not in a final state with `run.cancel`, because crashes of other paths would still hit its run.
 */
function toFinalState(path: RunPath): RunPath {
  if (path.state.status !== 'active') return path;
  const event: RunEvent = { type: 'run.cancel' };
  const state = getNextSnapshot(runMachine, path.state, event);
  return { state, steps: [...path.steps, { state, event }], weight: path.weight + 1 };
}
