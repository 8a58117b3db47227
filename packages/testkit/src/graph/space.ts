/** The space that the graph walks: which events are tried in a state, and with what payload. */
import type { Failure } from '@perdure/failure';
import { type RunEvent, type RunInput, runMachine } from '@perdure/run';
import {
  type AdjacencyMap,
  getAdjacencyMap,
  getShortestPaths,
  type StatePath,
} from '@xstate/graph';
import { type ActorLogic, getNextSnapshot, type SnapshotFrom } from 'xstate';

export type RunSnapshot = SnapshotFrom<typeof runMachine>;
export type RunPath = StatePath<RunSnapshot, RunEvent>;

/** The graph knows no emitted events; they are all that the cast drops. */
export const logic = runMachine as unknown as ActorLogic<RunSnapshot, RunEvent, RunInput>;

/** As the classifier gives them, so that a host that is handed the error comes to the same failure. */
const failure = (status: number, rule: string, part: Partial<Failure>): Failure => ({
  kind: 'serverError',
  retryable: true,
  status,
  message: `HTTP ${status}`,
  rule,
  ...part,
});

type Crash = { type: 'xstate.error.actor.attempt'; error: Error };

/** One case a guarded branch; but for a repetition, which multiplies the paths and is a policy of its own here. */
const cases: readonly (RunEvent | Crash)[] = [
  { type: 'attempt.failed', failure: failure(503, 'status.server', {}) },
  {
    type: 'attempt.failed',
    failure: failure(503, 'status.server', { retryAfterMs: 3_600_000 }),
  },
  {
    type: 'attempt.failed',
    failure: failure(401, 'status.auth', { kind: 'unauthorized', retryable: false }),
  },
  { type: 'attempt.completed', output: { finishReason: 'stop' } },
  { type: 'attempt.asked', question: 'sure?' },
  { type: 'run.answer', answer: 'yes' },
  { type: 'xstate.error.actor.attempt', error: new Error('boom') },
];

/** A failure that came at once and gave no reason: it counts towards a repetition. */
const refusal: RunEvent = {
  type: 'attempt.failed',
  failure: failure(500, 'status.server', {}),
  tookMs: 0,
};

/** Policy of a run in whose space failures repeat: the second of a kind is one too many. */
export const repeating: RunInput = { policy: { maxRetries: 3, maxRepeats: 1 } };

const eventsOf = (tried: readonly (RunEvent | Crash)[]) => (snapshot: RunSnapshot) =>
  [...new Set(snapshot._nodes.flatMap((node) => node.ownEvents))].flatMap(
    (type): readonly object[] => {
      const own = tried.filter((event) => event.type === type);
      return own.length > 0 ? own : [{ type }];
    },
  ) as RunEvent[];

/** What makes two states one: everything that a guard or a delay reads. */
export const stateKey = ({ value, context }: RunSnapshot): string =>
  JSON.stringify([value, context]);

export const space = (input: RunInput) => ({
  input,
  events: eventsOf(input === repeating ? [...cases, refusal] : cases),
  serializeState: stateKey,
  // Pure transitions walk out of final states; a live actor does not.
  stopWhen: (snapshot: RunSnapshot) => snapshot.status !== 'active',
});

/** All reachable states, and what leads where. */
export const adjacency = (input: RunInput): AdjacencyMap<RunSnapshot, RunEvent> =>
  getAdjacencyMap(logic, space(input));

/**
 * A path through every single transition from every single state. How a state was reached counts as a
 * part of it, so the shortest paths also take the self-loops and back edges that simple paths leave out.
 */
export const transitionCover = (input: RunInput): RunPath[] => viaEdges(input).map(toItsEnd);

const viaEdges = (input: RunInput): RunPath[] =>
  getShortestPaths(logic, {
    ...space(input),
    serializeState: (state, event, previous) =>
      [stateKey(state), JSON.stringify(event), previous && stateKey(previous)].join(' via '),
  });

/** A path that stops on its way goes on to `cancelled`: a run that nobody ends would be hit by the crashes of others. */
function toItsEnd(path: RunPath): RunPath {
  if (path.state.status !== 'active') return path;
  const event: RunEvent = { type: 'run.cancel' };
  const state = getNextSnapshot(runMachine, path.state, event);
  return { state, steps: [...path.steps, { state, event }], weight: path.weight + 1 };
}
