/** The cost of starting and of completing a run in a thread that already holds many messages. */
import { join } from 'node:path';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { median } from '../statistics.ts';
import { removeDatabase } from './database-file.ts';
import { fill } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { brief } from './providers.ts';
import { template } from './repeat.ts';

/** The figures for one length of the thread. All times are medians. */
export interface LongThread {
  messages: number;
  /** Time until the prompt is recorded, milliseconds. */
  startMs: number;
  /** Time until the run is completed, milliseconds. It includes reading the history for the provider. */
  runMs: number;
}

export interface Given {
  folder: string;
  messages: number;
  starts: number;
}

export async function longThread(
  { folder, messages, starts }: Given,
  say: Say,
): Promise<LongThread> {
  const file = join(folder, `thread-${messages}.db`);
  say(`a thread of ${messages} messages`);
  try {
    await fill({ file, threads: 1, runsInThread: messages / 2, until: 'completed' }, say);
    const times = await isolated(import.meta.url, startInThread, { file, starts }, say);
    return { messages, ...times };
  } finally {
    removeDatabase(file);
  }
}

export async function startInThread({ file, starts }: { file: string; starts: number }) {
  const store = sqliteStore(file, { durability: 'normal' });
  const runtime = await createRuntime({ store, provider: brief });
  const started: number[] = [];
  const completed: number[] = [];
  for (let index = 0; index < starts; index++) {
    const from = performance.now();
    const run = await runtime.thread(template).start({ prompt });
    started.push(performance.now() - from);
    await run.done();
    completed.push(performance.now() - from);
  }
  await runtime.close();
  return { startMs: median(started), runMs: median(completed) };
}
