/** One thread of a simulation: batches of histories, each with a seed of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Store } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import { type SimulationReport, simulate } from '../src/simulation/index.ts';

export type StoreName = 'memory' | 'sqlite' | 'both';

export interface Job {
  seed: number;
  /** From one batch's seed to the next of the same thread. */
  stride: number;
  seconds: number;
  store: StoreName;
  /** `memory/seed/path/commands`, as it was printed. */
  replay?: string;
}

export interface News {
  histories: number;
  counts: [string, number][];
  failure?: string;
}

const batch = 100;
const { seed, stride, seconds, store, replay } = workerData as Job;
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
const end = Date.now() + seconds * 1_000;
let files = 0;

/** Each call is a new data; what it returns opens that data each time. */
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
  else await goOn();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function goOn(): Promise<void> {
  for (let number = 0; Date.now() < end; number++) {
    const isFourth = number % 4 === 3;
    const kind = store === 'both' ? (isFourth ? 'sqlite' : 'memory') : store;
    const own = seed + number * stride;
    const withinMs = Math.max(end - Date.now(), 1);
    const report = await simulate({ store: makers[kind], seed: own, histories: batch, withinMs });
    tell(report, kind, own);
    if (report.failure !== undefined) return;
  }
}

async function repeat(word: string): Promise<void> {
  const [kind = '', own = '', path = '', ...commands] = word.split('/');
  const store = makers[kind as keyof typeof makers];
  if (store === undefined || commands.length === 0)
    throw new Error(`'${word}' is no history: give the word that was printed after --replay.`);
  const again = { path, commands: commands.join('/') };
  tell(
    await simulate({ store, seed: Number(own), histories: batch, replay: again }),
    kind,
    Number(own),
  );
}

function tell({ histories, coverage, failure }: SimulationReport, kind: string, own: number): void {
  const news: News = { histories, counts: [...coverage.counts] };
  if (failure !== undefined) {
    const { path, commands } = failure.replay;
    const { error, history } = failure;
    news.failure =
      `${error instanceof Error ? error.stack : String(error)}\n\nin this history:\n${history}\n\n` +
      `Again: --replay '${kind}/${own}/${path}/${commands}'`;
  }
  parentPort?.postMessage(news);
}
