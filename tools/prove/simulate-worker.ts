/** One worker thread of a simulation: groups of 100 histories, each group with its own seed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { LocalStore } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import { type SimulationReport, simulate } from '@perdure/testkit/simulation';

export type StoreName = 'memory' | 'sqlite' | 'thread' | 'all';

export interface Job {
  seed: number;
  /** The difference between the seeds of two consecutive groups of this worker. */
  stride: number;
  seconds: number;
  store: StoreName;
  /** A failing history as it was printed: `store/seed/path/commands`. */
  replay?: string;
}

/** The message that a worker sends after each group. */
export interface Progress {
  histories: number;
  /** The counts of `Coverage` for the group, by name. */
  counts: [string, number][];
  /** The error, the failing history, and how to replay it. */
  failure?: string;
}

const groupSize = 100;
const { seed, stride, seconds, store, replay } = workerData as Job;
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
const end = Date.now() + seconds * 1_000;
let files = 0;

/**
 * For each store, a function that makes new data. It returns a function that opens this data each time it is called.
 */
const makers = {
  memory: () => {
    const store = memoryStore();
    return () => store;
  },
  sqlite: () => {
    const file = join(folder, `${files++}.db`);
    return () => sqliteStore(file, { durability: 'normal' });
  },
  thread: () => {
    const file = join(folder, `${files++}.db`);
    return () => sqliteStore(file, { durability: 'normal', thread: true });
  },
} satisfies Record<string, () => () => LocalStore>;

/** The stores of the groups, in turn. */
const turns = ['memory', 'memory', 'sqlite', 'memory', 'memory', 'thread'] as const;

try {
  if (replay !== undefined) await repeat(replay);
  else await runGroups();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runGroups(): Promise<void> {
  for (let number = 0; Date.now() < end; number++) {
    const kind = store === 'all' ? (turns[number % turns.length] ?? 'memory') : store;
    const own = seed + number * stride;
    const withinMs = Math.max(end - Date.now(), 1);
    const report = await simulate({
      store: makers[kind],
      seed: own,
      histories: groupSize,
      withinMs,
    });
    send(report, kind, own);
    if (report.failure !== undefined) return;
  }
}

async function repeat(text: string): Promise<void> {
  const [kind = '', own = '', path = '', ...commands] = text.split('/');
  const store = makers[kind as keyof typeof makers];
  if (store === undefined || commands.length === 0)
    throw new Error(`'${text}' is no history: give the text that was printed after --replay.`);
  const again = { path, commands: commands.join('/') };
  send(
    await simulate({ store, seed: Number(own), histories: groupSize, replay: again }),
    kind,
    Number(own),
  );
}

function send({ histories, coverage, failure }: SimulationReport, kind: string, own: number): void {
  const progress: Progress = { histories, counts: [...coverage.counts] };
  if (failure !== undefined) {
    const { path, commands } = failure.replay;
    const { error, history } = failure;
    progress.failure =
      `${error instanceof Error ? error.stack : String(error)}\n\nin this history:\n${history}\n\n` +
      `Again: --replay '${kind}/${own}/${path}/${commands}'`;
  }
  parentPort?.postMessage(progress);
}
