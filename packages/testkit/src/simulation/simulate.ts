/** Random histories of the real runtime in a simulated world: from a seed, shrunk when one fails, and replayed exactly. */
import type { Store } from '@perdure/runtime';
import fc from 'fast-check';
import { config } from 'rxjs';
import { anyAction } from './any-action.ts';
import { Coverage } from './coverage.ts';
import { finish } from './finish.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  /** Called once per history. The function that it returns opens the same data each time; the store before is closed by then. */
  store: () => () => Store;
  /** The same seed gives the same histories. */
  seed: number;
  /** How many at most. */
  histories: number;
  /** No history begins after so many milliseconds. @default no such limit */
  withinMs?: number;
  /** The place of a failing history, as it was reported. */
  replay?: { path: string; commands: string };
  /** Called after each history, with their number so far. */
  onHistory?: (histories: number) => void;
  /** Counts are added to it. @default a new one */
  coverage?: Coverage;
}

export interface SimulationReport {
  histories: number;
  coverage: Coverage;
  /** Undefined if every history kept every guarantee. */
  failure?: {
    /** A `GuaranteeError`, or the error that broke the runtime itself. */
    error: unknown;
    /** The shortest failing history that was found, an action per line. */
    history: string;
    replay: { path: string; commands: string };
  };
}

/** Actions in a history. A longer history finds the same, later. */
const maxCommands = 60;

/** Runs random histories. A broken guarantee does not reject: it is `failure` in the report. */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, replay, withinMs, onHistory, coverage = new Coverage() } = options;
  let histories = 0;
  const history = fc.asyncProperty(
    fc.commands([anyAction], {
      maxCommands,
      size: 'max',
      ...(replay && { replayPath: replay.commands }),
    }),
    async (actions) => {
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
  const outcome = await withSilentRxjs(() =>
    fc.check(history, {
      seed,
      numRuns: options.histories,
      ...(withinMs !== undefined && { interruptAfterTimeLimit: withinMs }),
      ...(replay && { path: replay.path, endOnFailure: true }),
    }),
  );
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

/** Splits fast-check's one-line report into the actions, one per line, and the replay path. */
function parse(actions: string): { lines: string; commands: string } {
  const commands = /replayPath="([^"]*)"/.exec(actions)?.[1] ?? '';
  const lines = actions.replace(/\/\*.*\*\/$/, '').replaceAll('},{', '}\n{');
  return { lines, commands };
}

/** Silences rxjs, because it reports an error that a subscriber throws to the process, and some readers throw on purpose. */
async function withSilentRxjs<T>(during: () => Promise<T>): Promise<T> {
  const { onUnhandledError } = config;
  config.onUnhandledError = () => {};
  try {
    return await during();
  } finally {
    // rxjs reports in a timer.
    await new Promise((resolve) => setTimeout(resolve, 10));
    config.onUnhandledError = onUnhandledError;
  }
}
