/** One worker thread of a simulation: groups of 100 histories, each group with its own seed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Store } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import { type SimulationReport, simulate } from '@perdure/testkit/simulation';

export type StoreName = 'memory' | 'sqlite' | 'both';

export interface Job {
  seed: number;
  /** Difference between the seeds of two groups of the same worker. */
  stride: number;
  seconds: number;
  store: StoreName;
  /** `store/seed/path/commands`, as it was printed. */
  replay?: string;
}

/** Sent after each group. */
export interface Progress {
  histories: number;
  /** As in `Coverage`. */
  counts: [string, number][];
  /** The error, the history, and how to replay it. */
  failure?: string;
}

const groupSize = 100;
const { seed, stride, seconds, store, replay } = workerData as Job;
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
const end = Date.now() + seconds * 1_000;
let files = 0;

/** Each call gives a function that opens the same data each time. */
const makers = {
  memory: () => {
    const store = memoryStore();
    return () => store;
  },
  sqlite: () => {
    const file = join(folder, `${files++}.db`);
    return () => sqliteStore(file, { durability: 'normal' });
  },
} satisfies Record<string, () => () => Store>;

try {
  if (replay !== undefined) await repeat(replay);
  else await runGroups();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function runGroups(): Promise<void> {
  for (let number = 0; Date.now() < end; number++) {
    const isFourth = number % 4 === 3;
    const kind = store === 'both' ? (isFourth ? 'sqlite' : 'memory') : store;
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
