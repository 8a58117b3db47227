/** Simple paths of the machine's graph: from the start to a final state, with no state twice. */
import type { RunEvent, RunInput } from '@perdure/run';
import { adjacency, type RunPath, type RunSnapshot, type SpaceOptions, stateKey } from './space.ts';

/** Yields all simple paths. A generator, because five retries give half a million paths, which do not fit in memory. */
export function* simplePaths(input: RunInput, options?: SpaceOptions): Generator<RunPath> {
  const vertices = Object.entries(adjacency(input, options)).map(
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

/**
 * An edge with the key of its target. The key is computed once, because the walk passes each edge many thousand times.
 */
const edgeOf = ({ event, state }: Edge) => ({ event, to: stateKey(state) });
