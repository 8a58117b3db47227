/** A durable host on a real SQLite file, with the inspector beside it; it can die and come back. */
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
  /** The process ends. */
  close(): Promise<void>;
}

/** How long a test waits for what must come; a busy machine takes its time. */
export const patience = { timeout: 10_000, interval: 5 };

/** Opens the same file each time. */
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
      runtime.close();
    };
    onTestFinished(close);
    return { store, runtime, inspector, close };
  };
}
