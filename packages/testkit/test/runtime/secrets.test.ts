/** The doors through which the text of an error leaves the runtime: none shows a credential (G10). */
import { answer, scripted } from '@perdure/providers/scripted';
import { type BatchTrace, createRuntime, formatTrace, StoreWriteError } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { type LocalStore, wrapStore } from '@perdure/runtime/store';
import { expect, it, onTestFinished, vi } from 'vitest';

const key = 'Zq8Wm3Kx7Lp2Rt9Vb4Nc6Hd1';
const failing = () =>
  scripted([{ type: 'throw', error: Object.assign(new Error('HTTP 503'), { statusCode: 503 }) }]);

const printed = () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => print.mockRestore());
  return () => print.mock.calls.map((words) => words.map(String).join(' ')).join('\n');
};

/** A store that refuses to record what says the word, and says why with its password. */
const refusing = (store: LocalStore, word: string): LocalStore =>
  wrapStore(store, {
    commit(writes) {
      const isRefused = writes.some((write) => JSON.stringify(write).includes(word));
      if (isRefused) throw new Error(`connect postgres://app:${key}@db.example failed`);
      return store.commit(writes);
    },
  });

it.each([
  ['retry', failing(), 'run.retrying'],
  ['answer', scripted(answer('Yes.')), 'run.completed'],
])('a failure that says why its %s was not recorded', async (what, provider, word) => {
  const all = printed();
  const store = memoryStore();
  const runtime = await createRuntime({ store: refusing(store, word), provider });
  onTestFinished(() => runtime.close());
  const run = await runtime.thread('t1').start({ prompt: 'Hi', runId: 'r1' });
  const { failure } = await run.done();
  expect(failure).toMatchObject({ code: `${what}_not_recorded` });
  expect(failure?.message).toContain('postgres://[redacted]@db.example');
  expect(JSON.stringify([store.events('t1', 0, 100), store.findRun('r1')])).not.toContain(key);
  expect(all()).not.toContain(key);
});

it('an error that nobody could get, as it is printed', async () => {
  const all = printed();
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: failing(),
    policy: { maxRetries: 0 },
    onEvent() {
      throw Object.assign(new Error(`sent x-api-key: ${key}`), {
        cause: new Error(`password is ${key}`),
        headers: { authorization: `Bearer ${key}` },
      });
    },
  });
  onTestFinished(() => runtime.close());
  await (await runtime.thread('t1').start({ prompt: 'Hi' })).done();
  expect(all()).toContain('perdure: Error: sent x-api-key: [redacted]');
  expect(all()).toContain('[cause]: Error: password is [redacted]');
  expect(all()).not.toContain(key);
});

it('a trace, after a batch that was not written', async () => {
  const traces: BatchTrace[] = [];
  const store = memoryStore();
  const runtime = await createRuntime({
    store: wrapStore(store, {
      commit() {
        throw new StoreWriteError(
          'unknown',
          new Error(`postgres://app:${key}@db.example: token=${key}`),
        );
      },
    }),
    provider: failing(),
    trace: (batch) => traces.push(batch),
    onError: () => {},
  });
  onTestFinished(() => runtime.close());
  await expect(runtime.thread('t1').start({ prompt: 'Hi' })).rejects.toThrow(StoreWriteError);
  const text = traces.map(formatTrace).join('\n');
  expect(text).toContain('postgres://[redacted]@db.example');
  expect(text).not.toContain(key);
});
