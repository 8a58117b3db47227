/** The space that the graph walks: which events are tried in a state, and with what payload. */
import type { Failure } from '@perdure/failure';
import {
  type AdjacencyMap,
  getAdjacencyMap,
  getShortestPaths,
  type StatePath,
} from '@xstate/graph';
import type { ActorLogic, SnapshotFrom } from 'xstate';
import { type RunEvent, type RunInput, runMachine } from '../../src/index.ts';

export type RunSnapshot = SnapshotFrom<typeof runMachine>;
export type RunPath = StatePath<RunSnapshot, RunEvent>;

/** The graph knows no emitted events; they are all that the cast drops. */
export const logic = runMachine as unknown as ActorLogic<RunSnapshot, RunEvent, RunInput>;

const failure = (part: Partial<Failure>): Failure => ({
  kind: 'serverError',
  retryable: true,
  status: 503,
  message: 'Service Unavailable',
  rule: 'status.server',
  ...part,
});

type Crash = { type: 'xstate.error.actor.attempt'; error: Error };

/** One case a guarded branch; but for a repetition, which multiplies the paths and is a policy of its own here. */
const cases: readonly (RunEvent | Crash)[] = [
  { type: 'attempt.failed', failure: failure({}) },
  { type: 'attempt.failed', failure: failure({ kind: 'rateLimited', retryAfterMs: 3_600_000 }) },
  { type: 'attempt.failed', failure: failure({ kind: 'unauthorized', retryable: false }) },
  { type: 'attempt.completed', output: 'answer' },
  { type: 'attempt.asked', question: 'sure?' },
  { type: 'run.answer', answer: 'yes' },
  { type: 'xstate.error.actor.attempt', error: new Error('boom') },
];

/** A failure that came at once and gave no reason: it counts towards a repetition. */
const refusal: RunEvent = { type: 'attempt.failed', failure: failure({ status: 500 }), tookMs: 5 };

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
export const transitionCover = (input: RunInput): RunPath[] =>
  getShortestPaths(logic, {
    ...space(input),
    serializeState: (state, event, previous) =>
      [stateKey(state), JSON.stringify(event), previous && stateKey(previous)].join(' via '),
  });
