/** The cost of starting a run in a database that already holds many events. */
import { join } from 'node:path';
import { createRuntime, type Runtime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { prompt } from '../contest/workload.ts';
import { median } from '../statistics.ts';
import { look, removeDatabase } from './database-file.ts';
import { fill, type Past } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { brief } from './providers.ts';
import { copyId } from './repeat.ts';

export interface FullDatabase {
  events: number;
  threads: number;
  bytes: number;
  /** Median time of a start in a new thread, until the prompt is recorded, milliseconds. */
  newThreadMs: number;
  /** `newThreadMs` divided by the same time in an empty database. The two are measured alternately. */
  newThreadRatio: number;
  /**
   * Time of a start in an existing thread, divided by the time of one in an equally long thread of a small database.
   */
  oldThreadRatio: number;
}

export interface Given {
  folder: string;
  events: number;
  starts: number;
}

/** Number of runs in each existing thread. A run has two messages, so that a thread has 200. */
const runsInThread = 100;

export async function fullDatabase(
  { folder, events, starts }: Given,
  say: Say,
): Promise<FullDatabase> {
  const file = (name: string) => join(folder, `${name}-${events}.db`);
  const [full, small, empty] = [file('full'), file('small'), file('empty')];
  const past: Omit<Past, 'file' | 'threads'> = { runsInThread, until: 'completed' };
  try {
    await fill({ ...past, file: small, threads: starts + 1 }, () => {});
    const threads = Math.ceil(events / look(small, 'SELECT max(seq) FROM threads'));
    await fill({ ...past, file: full, threads }, (text) => say(`${events} events: ${text}`));
    say(`${events} events: starts`);
    const found = {
      events: look(full, 'SELECT sum(seq) FROM threads'),
      threads,
      bytes: look(full, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size'),
    };
    const files = { full, small, empty, threads, starts };
    return { ...found, ...(await isolated(import.meta.url, compareStarts, files, say)) };
  } finally {
    for (const one of [full, small, empty]) removeDatabase(one);
  }
}

interface Files {
  full: string;
  small: string;
  empty: string;
  threads: number;
  starts: number;
}

export async function compareStarts({ full, small, empty, threads, starts }: Files) {
  const open = (file: string) =>
    createRuntime({ store: sqliteStore(file, { durability: 'normal' }), provider: brief });
  const [inFull, inSmall, inEmpty] = [await open(full), await open(small), await open(empty)];
  // Each existing thread is used once, so that all used threads are equally long. In the full database, the used
  // threads lie far apart.
  const far = (index: number) => copyId(1 + ((index * 7_919) % (threads - 1)));
  const rounds: { fullNew: number; emptyNew: number; fullOld: number; smallOld: number }[] = [];
  for (let index = 0; index < starts; index++)
    rounds.push({
      fullNew: await startMs(inFull, crypto.randomUUID()),
      emptyNew: await startMs(inEmpty, crypto.randomUUID()),
      fullOld: await startMs(inFull, far(index)),
      smallOld: await startMs(inSmall, copyId(1 + index)),
    });
  for (const runtime of [inFull, inSmall, inEmpty]) await runtime.close();
  const of = (key: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[key]));
  return {
    newThreadMs: of('fullNew'),
    newThreadRatio: of('fullNew') / of('emptyNew'),
    oldThreadRatio: of('fullOld') / of('smallOld'),
  };
}

async function startMs(runtime: Runtime, threadId: string): Promise<number> {
  const from = performance.now();
  const run = await runtime.thread(threadId).start({ prompt });
  const ms = performance.now() - from;
  await run.done();
  return ms;
}
