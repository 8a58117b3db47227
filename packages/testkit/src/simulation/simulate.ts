/**
 * Random histories of the real runtime in a world that is simulated: seeded, shrunk when one fails, and
 * replayed exactly.
 */
import type { Store } from '@perdure/runtime';
import fc from 'fast-check';
import { config } from 'rxjs';
import { Coverage } from './coverage.ts';
import { toPeace } from './peace.ts';
import { step } from './steps.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  /** Called once a history; what it returns opens the same data each time, when the one before is closed. */
  store: () => () => Store;
  /** The same seed, the same histories. */
  seed: number;
  /** At most so many. */
  histories: number;
  /** No history is begun after so many milliseconds. By default there is no such end. */
  withinMs?: number;
  /** Where a failing history stands, as it was printed. */
  replay?: { path: string; commands: string };
  onHistory?: (histories: number) => void;
  coverage?: Coverage;
}

export interface SimulationReport {
  histories: number;
  coverage: Coverage;
  failure?: {
    /** A `ViolationError`, or what broke the runtime itself. */
    error: unknown;
    /** The shortest history that was found, a step a line. */
    history: string;
    replay: { path: string; commands: string };
  };
}

/** Steps in a history. A longer one finds the same, later. */
const maxCommands = 60;

export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, replay, withinMs, onHistory, coverage = new Coverage() } = options;
  let histories = 0;
  const history = fc.asyncProperty(
    fc.commands([step], {
      maxCommands,
      size: 'max',
      ...(replay && { replayPath: replay.commands }),
    }),
    async (steps) => {
      const world = new World({ open: options.store(), coverage });
      await world.begin();
      try {
        await fc.asyncModelRun(() => ({ model: { runs: 0, readers: 0 }, real: world }), steps);
        await toPeace(world);
      } finally {
        world.close();
      }
      histories++;
      onHistory?.(histories);
    },
  );
  const outcome = await unheard(() =>
    fc.check(history, {
      seed,
      numRuns: options.histories,
      ...(withinMs !== undefined && { interruptAfterTimeLimit: withinMs }),
      ...(replay && { path: replay.path, endOnFailure: true }),
    }),
  );
  if (!outcome.failed || outcome.counterexample === null) return { histories, coverage };
  const [steps] = outcome.counterexample;
  const { error, lines, commands } = read(outcome.errorInstance, `${steps}`);
  return {
    histories,
    coverage,
    failure: {
      error,
      history: lines,
      replay: { path: outcome.counterexamplePath ?? '', commands },
    },
  };
}

/** fast-check writes the steps and where they stand in one line. */
function read(error: unknown, steps: string): { error: unknown; lines: string; commands: string } {
  const commands = /replayPath="([^"]*)"/.exec(steps)?.[1] ?? '';
  const lines = steps.replace(/\/\*.*\*\/$/, '').replaceAll('},{', '}\n{');
  return { error, lines, commands };
}

/** A subscriber that throws is reported by rxjs to the process. Here it is meant to. */
async function unheard<T>(during: () => Promise<T>): Promise<T> {
  const { onUnhandledError } = config;
  config.onUnhandledError = () => {};
  try {
    return await during();
  } finally {
    // rxjs reports in a timer of its own.
    await new Promise((resolve) => setTimeout(resolve, 10));
    config.onUnhandledError = onUnhandledError;
  }
}
