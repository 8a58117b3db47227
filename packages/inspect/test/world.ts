/** A runtime on a SQLite file with an inspector; it may be closed and opened again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, type Provider, type Runtime, type RuntimeOptions } from '@perdure/runtime';
import { type SqliteStore, sqliteStore } from '@perdure/sqlite';
import { onTestFinished } from 'vitest';
import { type Inspector, type InspectorOptions, startInspector } from '../src/index.ts';

export interface Host {
  store: SqliteStore;
  runtime: Runtime;
  inspector: Inspector;
  /** Closes the inspector and the runtime, as the end of the process does. */
  close(): Promise<void>;
}

/** Timeout of a test's wait, long enough for a busy machine. Milliseconds. */
export const patience = { timeout: 10_000, interval: 5 };

/** Returns the function that opens the world; each call opens the same file. */
export function world(): (
  provider: Provider,
  inspect?: Partial<InspectorOptions>,
  run?: Partial<RuntimeOptions>,
) => Promise<Host> {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));

  return async (provider, inspect, run) => {
    const store = sqliteStore(join(folder, 'agent.db'));
    const inspector = await startInspector({ store, port: 0, ...inspect });
    const { onEvent } = inspector;
    const policy = { baseMs: 20 };
    const runtime = await createRuntime({ store, provider, onEvent, policy, ...run });
    let isOpen = true;
    const close = async () => {
      if (!isOpen) return;
      isOpen = false;
      await inspector.close();
      await runtime.close();
    };
    onTestFinished(close);
    return { store, runtime, inspector, close };
  };
}
