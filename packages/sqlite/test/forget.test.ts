/** After a thread is forgotten, none of its texts is in the file, in its log or in a backup. */
import { existsSync, readFileSync } from 'node:fs';
import { createRuntime, type Provider } from '@perdure/runtime';
import { expect, it } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const marker = 'THE-SECRET-OF-THREAD-';

/** Answers of 100 B to 20 kB, so that rows stand on leaves and on overflow pages. Every third run fails half-way. */
const provider: Provider = async function* ({ threadId, runId }) {
  const length = 100 + (Number(runId.slice(1)) % 21) * 950;
  yield { type: 'text', text: `${marker}${threadId} `.repeat(Math.ceil(length / 30)) };
  if (Number(runId.slice(1)) % 3 === 0) throw new Error(`No, ${marker}${threadId}`);
  yield { type: 'finish', reason: 'stop' };
};

const found = (file: string, threadId: string): number =>
  ['', '-wal']
    .map((end) => file + end)
    .filter((name) => existsSync(name))
    .reduce(
      (sum, name) => sum + readFileSync(name, 'latin1').split(marker + threadId).length - 1,
      0,
    );

it.each([true, false])(
  'nothing is left of the thread, and everything of the one beside it, with a thread that writes: %s',
  async (thread) => {
    const file = temporaryFile();
    const store = sqliteStore(file, { thread });
    const runtime = await createRuntime({ store, provider, policy: { maxRetries: 0 } });
    for (let run = 0; run < 120; run += 4)
      await Promise.all(
        Array.from({ length: 4 }, async (_, beside) => {
          const threadId = ['kept', 'gone'][beside % 2] as string;
          const prompt = `${marker}${threadId}?`;
          const handle = await runtime
            .thread(threadId)
            .start({ prompt, runId: `r${run + beside}` });
          await handle.done();
        }),
      );
    const before = found(file, 'kept');
    expect(found(file, 'gone')).toBeGreaterThan(1_000);
    expect(before).toBeGreaterThan(1_000);

    await runtime.thread('gone').forget();
    expect(found(file, 'gone')).toBe(0);
    expect(found(file, 'kept')).toBeGreaterThan(1_000);

    const backup = `${file}-backup`;
    await store.backup(backup);
    expect(found(backup, 'gone')).toBe(0);
    expect(store.history('r118').length).toBeGreaterThan(0);
    await runtime.close();
    expect(found(file, 'gone')).toBe(0);
  },
);
