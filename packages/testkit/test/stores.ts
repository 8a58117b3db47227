/** Stores to be proved, each opened again and again on the same data. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { sqliteStore } from '@perdure/sqlite';
import { ClassStore } from './class-store.ts';

/** `class`: in memory too, as a class. */
export type StoreName = 'memory' | 'sqlite' | 'class';

/** A function that opens the same data each time. Another call of `storeMaker` gives other data. */
export function storeMaker(name: StoreName): () => Store {
  if (name === 'sqlite') {
    const file = join(folder, `${files++}.db`);
    return () => sqliteStore(file);
  }
  const store = name === 'class' ? new ClassStore() : memoryStore();
  return () => store;
}

let files = 0;

/** Removed when the process ends. */
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
