/**
 * Random histories of the real runtime in a simulated world. A seed gives the histories; a failing one is shrunk and
 * can be replayed exactly.
 */
import type { LocalStore } from '@perdure/runtime';
import fc from 'fast-check';
import { anyAction } from './any-action.ts';
import { Coverage } from './coverage.ts';
import { finish } from './finish.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  /**
   * Called once per history. It returns a function that opens the store with the same data each time; the store opened
   * before is closed by then.
   */
  store: () => () => LocalStore;
  /** The seed of the histories. The same seed gives the same histories. */
  seed: number;
  /** Number of histories at most. */
  histories: number;
  /** The time limit, in milliseconds. No history begins after it. @default no limit */
  withinMs?: number;
  /** The failing history to replay, as `replay` of a report names it. */
  replay?: { path: string; commands: string };
  /** Called after each history with the number of histories so far. */
  onHistory?: (histories: number) => void;
  /** The counts of this simulation are added to it. @default a new `Coverage` */
  coverage?: Coverage;
}

export interface SimulationReport {
  histories: number;
  coverage: Coverage;
  /** The failing history; undefined if every history kept every guarantee. */
  failure?: {
    /** A `GuaranteeError`, or the error that made the runtime itself fail. */
    error: unknown;
    /** The shortest failing history that was found, with one action per line. */
    history: string;
    replay: { path: string; commands: string };
  };
}

/** Number of actions in a history at most. Longer histories find the same defects, but later. */
const maxCommands = 60;

/** Runs random histories. A broken guarantee does not reject the promise: the report has it as `failure`. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, replay, withinMs, onHistory, coverage = new Coverage() } = options;
  let histories = 0;
  const end = performance.now() + (withinMs ?? Number.POSITIVE_INFINITY);
  const history = fc.asyncProperty(
    fc.commands([anyAction], {
      maxCommands,
      size: 'max',
      ...(replay && { replayPath: replay.commands }),
    }),
    async (actions) => {
      // fast-check's own `interruptAfterTimeLimit` (4.10) leaves the history that is under way, which would go on
      // unwatched: its readers throw on purpose, and its store stays open.
      if (performance.now() > end) return;
      const world = new World({ open: options.store(), coverage });
      await world.begin();
      try {
        await fc.asyncModelRun(() => ({ model: { runs: 0, readers: 0 }, real: world }), actions);
        await finish(world);
      } finally {
        world.close();
      }
      histories++;
      onHistory?.(histories);
    },
  );
  const outcome = await fc.check(history, {
    seed,
    numRuns: options.histories,
    ...(replay && { path: replay.path, endOnFailure: true }),
  });
  if (!outcome.failed || outcome.counterexample === null) return { histories, coverage };
  const [actions] = outcome.counterexample;
  const { lines, commands } = parse(`${actions}`);
  return {
    histories,
    coverage,
    failure: {
      error: outcome.errorInstance,
      history: lines,
      replay: { path: outcome.counterexamplePath ?? '', commands },
    },
  };
}

/** Splits fast-check's report, which is one line, into the actions, one per line, and the replay path. */
function parse(actions: string): { lines: string; commands: string } {
  const commands = /replayPath="([^"]*)"/.exec(actions)?.[1] ?? '';
  const lines = actions.replace(/\/\*.*\*\/$/, '').replaceAll('},{', '}\n{');
  return { lines, commands };
}
