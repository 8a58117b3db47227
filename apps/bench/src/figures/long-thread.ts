/** The cost of starting and of completing a run in a thread that already holds many messages. */
import { join } from 'node:path';
import { createRuntime, type LocalThread } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { median } from '../statistics.ts';
import { removeDatabase } from './database-file.ts';
import { fill } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { brief } from './providers.ts';
import { copyId } from './repeat.ts';

/** The figures for one length of the thread. All times are medians, and so are the ratios of all rounds. */
export interface LongThread {
  messages: number;
  /** Time until the prompt is recorded, milliseconds. */
  startMs: number;
  /** Time until the run is completed, milliseconds. It includes giving the history to the provider. */
  runMs: number;
  /** `startMs` and `runMs`, each divided by that of the shortest thread in the same round. */
  startRatio: number;
  runRatio: number;
}

export interface Given {
  folder: string;
  /** The lengths of the threads, the shortest first. */
  messages: readonly number[];
  starts: number;
}

interface Filled {
  file: string;
  messages: number;
  /** Number of runs that are measured in one thread, so that they make it longer by a tenth at most, or by one run. */
  runsInThread: number;
}

export async function longThreads(
  { folder, messages: lengths, starts }: Given,
  say: Say,
): Promise<LongThread[]> {
  const filled = lengths.map(
    (messages): Filled => ({
      file: join(folder, `thread-${messages}.db`),
      messages,
      runsInThread: Math.max(Math.floor(messages / 20), 1),
    }),
  );
  try {
    for (const { file, messages, runsInThread } of filled) {
      say(`threads of ${messages} messages`);
      const threads = 1 + Math.ceil(starts / runsInThread);
      await fill({ file, threads, runsInThread: messages / 2, until: 'completed' }, () => {});
    }
    return await isolated(import.meta.url, startInThreads, { filled, starts }, say);
  } finally {
    for (const { file } of filled) removeDatabase(file);
  }
}

/** Starts a run in a thread of each length in turn. */
export async function startInThreads(
  { filled, starts }: { filled: readonly Filled[]; starts: number },
  say: Say,
): Promise<LongThread[]> {
  const opened = await Promise.all(
    filled.map(async ({ file, ...rest }) => ({
      ...rest,
      runtime: await createRuntime({
        store: sqliteStore(file, { durability: 'normal' }),
        provider: brief,
      }),
      times: [] as Times[],
    })),
  );
  for (let index = 0; index < starts; index++) {
    say(`starts: ${index + 1} of ${starts}`);
    for (const { runtime, runsInThread, times } of opened) {
      const thread = runtime.thread(copyId(1 + Math.floor(index / runsInThread)));
      // The first run in a thread is not counted, because it alone reads the history from the file.
      if (index % runsInThread === 0) await timesIn(thread);
      times.push(await timesIn(thread));
    }
  }
  for (const { runtime } of opened) await runtime.close();
  const shortest = opened[0]?.times ?? [];
  return opened.map(({ messages, times }) => {
    const of = (key: keyof Times) => median(times.map((one) => one[key]));
    const ratioOf = (key: keyof Times) =>
      median(times.map((one, round) => one[key] / (shortest[round]?.[key] ?? Number.NaN)));
    return {
      ...{ messages, startMs: of('startMs'), runMs: of('runMs') },
      ...{ startRatio: ratioOf('startMs'), runRatio: ratioOf('runMs') },
    };
  });
}

interface Times {
  startMs: number;
  runMs: number;
}

async function timesIn(thread: LocalThread): Promise<Times> {
  const from = performance.now();
  const run = await thread.start({ prompt });
  const startMs = performance.now() - from;
  await run.done();
  return { startMs, runMs: performance.now() - from };
}
