/** The cost of opening a view that begins with a page, in a short thread and in a long one. */
import { join } from 'node:path';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { median } from '../statistics.ts';
import { removeDatabase } from './database-file.ts';
import { fill } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { brief } from './providers.ts';
import { template } from './repeat.ts';

/** The times of both threads are medians, in milliseconds. */
export interface LongView {
  messages: { short: number; long: number };
  /** Time until a view has its page of 50 messages. */
  shortMs: number;
  longMs: number;
  /** The median of the ratios of all rounds: the long thread to the short one. */
  ratio: number;
  /** Time until a view of the whole long thread has all of its messages. */
  wholeMs: number;
}

export interface Given {
  folder: string;
  short: number;
  long: number;
  rounds: number;
}

const page = 50;

export async function longView(
  { folder, short, long, rounds }: Given,
  say: Say,
): Promise<LongView> {
  const files = [short, long].map((messages) => join(folder, `view-${messages}.db`));
  const [shortFile = '', longFile = ''] = files;
  try {
    for (const [index, messages] of [short, long].entries()) {
      say(`a view of a thread of ${messages} messages`);
      const file = files[index] ?? '';
      await fill({ file, threads: 1, runsInThread: messages / 2, until: 'completed' }, say);
    }
    const times = await isolated(import.meta.url, openViews, { shortFile, longFile, rounds }, say);
    return { messages: { short, long }, ...times };
  } finally {
    files.forEach(removeDatabase);
  }
}

/** Opens views of both threads in turn. The first rounds compile the code, and are not counted. */
export async function openViews({
  shortFile,
  longFile,
  rounds,
}: {
  shortFile: string;
  longFile: string;
  rounds: number;
}): Promise<Omit<LongView, 'messages'>> {
  const open = (file: string) =>
    createRuntime({ store: sqliteStore(file, { durability: 'normal' }), provider: brief });
  const [short, long] = [await open(shortFile), await open(longFile)];
  const times: [number, number][] = [];
  for (let round = 0; round < 2 * rounds; round++) {
    const pair = [short, long].map((runtime) =>
      timed(() => {
        const view = runtime.thread(template).view({ limit: page });
        const subscription = view.subscribe(() => {});
        const { messages } = view.getSnapshot();
        subscription.unsubscribe();
        return messages.length;
      }, page),
    );
    if (round >= rounds) times.push(pair as [number, number]);
  }
  const whole = Array.from({ length: 5 }, () =>
    timed(() => long.thread(template).getSnapshot().messages.length),
  );
  await Promise.all([short.close(), long.close()]);
  return {
    shortMs: median(times.map(([ms]) => ms)),
    longMs: median(times.map(([, ms]) => ms)),
    ratio: median(times.map(([shortMs, longMs]) => longMs / shortMs)),
    wholeMs: median(whole),
  };
}

/** Milliseconds. @throws {Error} if the work has not shown as many messages as it must */
function timed(work: () => number, expected?: number): number {
  const from = performance.now();
  const shown = work();
  const ms = performance.now() - from;
  if (expected !== undefined && shown !== expected)
    throw new Error(`A view shows ${shown} messages, and must show ${expected}.`);
  return ms;
}
