/** Random histories of several processes, a database and a clock. A seed gives the histories; a failing one is shrunk. */
import fc from 'fast-check';
import { Cluster, type Scenario, scenarios, threadIds } from './cluster.ts';

export interface NodesOptions {
  seed: number;
  /** Number of histories at most. */
  histories: number;
  /** No history begins after this time, milliseconds. @default no limit */
  withinMs?: number;
  /** The path of a failing history, as a report names it. */
  path?: string;
  onHistory?: (histories: number) => void;
}

export interface NodesReport {
  histories: number;
  /** How often threads were planned again, because another node had changed them. */
  conflicts: number;
  failure?: { error: unknown; history: string; path: string };
}

type Action =
  | { do: 'start'; at: number; thread: number; scenario: Scenario }
  | { do: 'command'; at: number; pick: number; type: 'run.cancel' | 'run.retryNow' | 'run.answer' }
  | { do: 'kill' | 'close' | 'freeze' | 'thaw' | 'cutOff' | 'connect'; at: number }
  | { do: 'away' | 'back' }
  | { do: 'pass'; ms: number };

const at = fc.nat({ max: 2 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      at,
      thread: fc.nat({ max: threadIds.length - 1 }),
      scenario: fc.constantFrom(...scenarios),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('command' as const),
      at,
      pick: fc.nat({ max: 9 }),
      type: fc.constantFrom('run.cancel' as const, 'run.retryNow' as const, 'run.answer' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'kill' as const,
        'close' as const,
        'freeze' as const,
        'thaw' as const,
        'cutOff' as const,
        'connect' as const,
      ),
      at,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('away' as const, 'back' as const) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 3_000 }), fc.nat({ max: 15_000 })),
    }),
  },
);

/** Runs random histories of three nodes. A broken guarantee does not reject the promise: the report has it as `failure`. */
export async function simulateNodes(options: NodesOptions): Promise<NodesReport> {
  const { seed, histories: most, withinMs, path, onHistory } = options;
  const end = performance.now() + (withinMs ?? Number.POSITIVE_INFINITY);
  let [histories, conflicts] = [0, 0];
  const property = fc.asyncProperty(
    fc.array(action, { maxLength: 60, size: 'max' }),
    fc.integer({ min: 1 }),
    async (actions, randomSeed) => {
      if (performance.now() > end) return;
      const cluster = new Cluster(3, randomOf(randomSeed));
      await cluster.pass(200);
      for (const each of actions) await act(cluster, each);
      await cluster.finish();
      conflicts += cluster.database.conflicts;
      histories++;
      onHistory?.(histories);
    },
  );
  const outcome = await fc.check(property, {
    seed,
    numRuns: most,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  if (!outcome.failed || outcome.counterexample === null) return { histories, conflicts };
  const [actions, randomSeed] = outcome.counterexample;
  const history = [...actions, { randomSeed }].map((each) => JSON.stringify(each)).join('\n');
  const { errorInstance: error, counterexamplePath } = outcome;
  return { histories, conflicts, failure: { error, history, path: counterexamplePath ?? '' } };
}

async function act(cluster: Cluster, action: Action): Promise<void> {
  switch (action.do) {
    case 'start':
      return cluster.start(action.at, threadIds[action.thread] ?? 't0', action.scenario);
    case 'command':
      return cluster.command(action.at, action.pick, action.type);
    case 'kill':
      return cluster.kill(action.at);
    case 'close':
      return cluster.close(action.at);
    case 'freeze':
    case 'thaw':
      return cluster.freeze(action.at, action.do === 'freeze');
    case 'cutOff':
    case 'connect':
      return cluster.cutOff(action.at, action.do === 'cutOff');
    case 'away':
    case 'back':
      cluster.database.isUp = action.do === 'back';
      return;
    case 'pass':
      return cluster.pass(action.ms);
  }
}

/** Numbers in [0, 1) from a seed (mulberry32, a public-domain generator). */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
