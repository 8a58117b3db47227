/** The time to open a large file, compared with an empty one. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { median } from '../statistics.ts';
import { removeDatabase } from './database-file.ts';
import { fill, type Past } from './fill.ts';
import { isolated, type Say } from './isolated.ts';
import { brief } from './providers.ts';

/** The times are medians, in milliseconds, until a runtime on the file is there. The pages of the file are in memory. */
export interface Opening {
  bytes: number;
  threads: number;
  fullMs: number;
  emptyMs: number;
  /** The median of the ratios of all rounds: the large file to the empty one. */
  ratio: number;
}

export interface Given {
  folder: string;
  /** Least size of the large file. */
  bytes: number;
  rounds: number;
}

/** Number of threads in the file by which the size of a thread is found. */
const sample = 100;

export async function opening({ folder, bytes, rounds }: Given, say: Say): Promise<Opening> {
  const file = (name: string) => join(folder, `${name}.db`);
  const [full, few, empty] = [file('full'), file('few'), file('empty')];
  const past: Omit<Past, 'file' | 'threads'> = { runsInThread: 100, until: 'completed' };
  try {
    await fill({ ...past, file: few, threads: sample }, () => {});
    // 1 % more, because a part of the small file is not of its threads.
    const threads = Math.ceil((bytes / statSync(few).size) * sample * 1.01);
    await fill({ ...past, file: full, threads }, say);
    say('is opened');
    const times = await isolated(import.meta.url, openBoth, { full, empty, rounds }, say);
    return { bytes: statSync(full).size, threads, ...times };
  } finally {
    for (const one of [full, few, empty]) removeDatabase(one);
  }
}

interface Files {
  full: string;
  empty: string;
  rounds: number;
}

/** Opens both files in turn. The first rounds create the empty file and compile the code, and are not counted. */
export async function openBoth({ full, empty, rounds }: Files) {
  const times: [number, number][] = [];
  for (let round = 0; round < 2 * rounds; round++) {
    const pair: [number, number] = [await openMs(full), await openMs(empty)];
    if (round >= rounds) times.push(pair);
  }
  return {
    fullMs: median(times.map(([ms]) => ms)),
    emptyMs: median(times.map(([, ms]) => ms)),
    ratio: median(times.map(([fullMs, emptyMs]) => fullMs / emptyMs)),
  };
}

async function openMs(file: string): Promise<number> {
  const from = performance.now();
  const runtime = await createRuntime({ store: sqliteStore(file), provider: brief });
  const ms = performance.now() - from;
  await runtime.close();
  return ms;
}
