/** Stores to be proved, each opened anew on the same data. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';

export const storeNames = ['memory', 'sqlite'] as const;
export type StoreName = (typeof storeNames)[number];

/** What opens the same data each time; another call is another data. */
export function storeMaker(name: StoreName): () => Store {
  if (name === 'sqlite') {
    const file = join(folder, `${files++}.db`);
    return () => sqliteStore(file);
  }
  const store = memoryStore();
  return () => store;
}

let files = 0;

/** Gone with the process. */
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
