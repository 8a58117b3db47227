/** The stores that the tests run on. Each can be opened many times with the same data. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '@perdure/runtime/memory';
import type { AtOnceStore, LocalStore } from '@perdure/runtime/store';
import { sqliteStore } from '@perdure/sqlite';
import { postgresAtOnce } from './at-once/index.ts';
import { ClassStore } from './class-store.ts';

/** The kind of a store that answers at once. `class` is also in memory, but its methods need their `this`. */
export type AtOnceName = 'memory' | 'sqlite' | 'class' | 'postgres';

/** The kind of store. A thread of its own writes the file of `thread`. */
export type StoreName = AtOnceName | 'thread';

/** Makes a function that opens a store with the same data each time. Each call of `storeMaker` makes separate data. */
export function storeMaker(name: AtOnceName): () => AtOnceStore;
export function storeMaker(name: StoreName): () => LocalStore;
export function storeMaker(name: StoreName): () => LocalStore {
  if (name === 'sqlite' || name === 'thread') {
    const file = join(folder, `${files++}.db`);
    return () => sqliteStore(file, { thread: name === 'thread' });
  }
  if (name === 'postgres') return postgresAtOnce(`test-${randomUUID()}`);
  const store = name === 'class' ? new ClassStore() : memoryStore();
  return () => store;
}

let files = 0;

/** The folder of the SQLite files. It is removed when the process ends. */
const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
