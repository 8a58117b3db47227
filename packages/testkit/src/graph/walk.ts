/**
 * Every way from the start to an end that visits no state twice, one at a time: with five retries
 * there are over half a million, too many to hold.
 */
import type { RunEvent, RunInput } from '@perdure/run';
import { adjacency, type RunPath, type RunSnapshot, stateKey } from './space.ts';

export function* simplePaths(input: RunInput): Generator<RunPath> {
  const vertices = Object.entries(adjacency(input)).map(
    ([key, { state, transitions }]) =>
      [key, { state, edges: Object.values<Edge>(transitions).map(edgeOf) }] as const,
  );
  const graph = new Map(vertices);
  const visited = new Set<string>();
  const steps: RunPath['steps'] = [];

  function* visit(key: string, event: RunEvent): Generator<RunPath> {
    const vertex = graph.get(key);
    if (vertex === undefined || visited.has(key)) return;
    visited.add(key);
    steps.push({ state: vertex.state, event });
    const { state, edges } = vertex;
    if (edges.length === 0) yield { state, steps: [...steps], weight: steps.length };
    for (const edge of edges) yield* visit(edge.to, edge.event);
    steps.pop();
    visited.delete(key);
  }

  yield* visit(vertices[0]?.[0] ?? '', { type: 'xstate.init' } as unknown as RunEvent);
}

interface Edge {
  event: RunEvent;
  state: RunSnapshot;
}

/** Keys are made once an edge: the walk comes by each many thousand times. */
const edgeOf = ({ event, state }: Edge) => ({
  event,
  to: stateKey(state),
});
