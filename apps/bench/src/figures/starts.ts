/** What it costs to start a run, beside what is in its thread and in its database already. */
import { rmSync } from 'node:fs';
import { createRuntime, type Runtime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { median } from '../runs/throughput.ts';
import { fill } from './fill.ts';
import { isolated } from './isolated.ts';
import { brief } from './providers.ts';

/** A run in a thread with so many messages, against one in a thread with none. Its history is read for the provider. */
export interface LongThread {
  messages: number;
  startMs: number;
  /** Until the run is completed. */
  runMs: number;
}

/** A thread of 100 runs of one word has so many events, and twice as many messages as runs. */
const runsInThread = 100;

export interface FullDatabase {
  events: number;
  /** A start in a new thread of it, against one in a new thread of an empty database. */
  newThread: number;
  /** A start in an old thread of it, against one in an old thread, of the same length, of a database with no other. */
  oldThread: number;
  emptyMs: number;
  bytes: number;
}

export async function measureFullDatabase(
  folder: string,
  events: number,
  starts: number,
  say: (text: string) => void,
): Promise<FullDatabase> {
  const past = { runsInThread, provider: brief, until: 'completed' as const };
  const single = `${folder}/one-thread.db`;
  await fill({ ...past, file: single, threads: 1 });
  const eventsInThread = count(single);
  const full = `${folder}/full.db`;
  const threads = Math.ceil(events / eventsInThread);
  await fill({ ...past, file: full, threads, say: (text) => say(`events: ${text}`) });
  const result = await isolated<Omit<FullDatabase, 'events'>>(
    import.meta.url,
    'compareStarts',
    { full, single, empty: `${folder}/empty.db`, threads },
    starts,
  );
  for (const file of [full, single])
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return { events: threads * eventsInThread, ...result };
}

export async function compareStarts(
  {
    full,
    single,
    empty,
    threads,
  }: { full: string; single: string; empty: string; threads: number },
  starts: number,
): Promise<Omit<FullDatabase, 'events'>> {
  const open = (file: string) =>
    createRuntime({ store: sqliteStore(file, { durability: 'normal' }), provider: brief });
  const bytes = sizeOf(full);
  const [inFull, inSingle, inEmpty] = [await open(full), await open(single), await open(empty)];
  // An old thread is used once: it must stay as long as the others.
  const old = (index: number) =>
    `x${String(1 + ((index * 7_919) % Math.max(threads - 1, 1))).padStart(7, '0')}`;
  const times = { fullNew: [], fullOld: [], singleOld: [], emptyNew: [] } as Record<
    string,
    number[]
  >;
  for (let index = 0; index < starts; index++) {
    times.fullNew?.push(await startMs(inFull, crypto.randomUUID()));
    times.emptyNew?.push(await startMs(inEmpty, crypto.randomUUID()));
    times.fullOld?.push(await startMs(inFull, threads > 1 ? old(index) : 'template'));
    times.singleOld?.push(await startMs(inSingle, 'template'));
  }
  for (const runtime of [inFull, inSingle, inEmpty]) runtime.close();
  const [fullNew, fullOld, singleOld, emptyNew] = [
    'fullNew',
    'fullOld',
    'singleOld',
    'emptyNew',
  ].map((name) => median(times[name] ?? [])) as [number, number, number, number];
  return {
    newThread: fullNew / emptyNew,
    oldThread: fullOld / singleOld,
    emptyMs: emptyNew,
    bytes,
  };
}

export async function measureLongThreads(
  folder: string,
  lengths: readonly number[],
  starts: number,
): Promise<LongThread[]> {
  const rows: LongThread[] = [];
  for (const messages of lengths) {
    const file = `${folder}/thread-${messages}.db`;
    await fill({
      file,
      threads: 1,
      runsInThread: messages / 2,
      provider: brief,
      until: 'completed',
    });
    rows.push(
      await isolated<LongThread>(import.meta.url, 'startInLongThread', file, messages, starts),
    );
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  }
  return rows;
}

export async function startInLongThread(
  file: string,
  messages: number,
  starts: number,
): Promise<LongThread> {
  const store = sqliteStore(file, { durability: 'normal' });
  const runtime = await createRuntime({ store, provider: brief });
  const started: number[] = [];
  const completed: number[] = [];
  for (let index = 0; index < starts; index++) {
    const from = performance.now();
    const run = await runtime.thread('template').start({ prompt: 'Why?' });
    started.push(performance.now() - from);
    await run.done();
    completed.push(performance.now() - from);
  }
  runtime.close();
  return { messages, startMs: median(started), runMs: median(completed) };
}

async function startMs(runtime: Runtime, threadId: string): Promise<number> {
  const from = performance.now();
  const run = await runtime.thread(threadId).start({ prompt: 'Why is the sky blue?' });
  const ms = performance.now() - from;
  await run.done();
  return ms;
}

const count = (file: string): number => look(file, 'SELECT count(*) FROM events');

const sizeOf = (file: string): number =>
  look(file, 'SELECT page_count * page_size FROM pragma_page_count, pragma_page_size');

function look(file: string, sql: string): number {
  const db = new Database(file, { readonly: true });
  const value = db.prepare<[], number>(sql).pluck().get();
  db.close();
  return value ?? 0;
}
