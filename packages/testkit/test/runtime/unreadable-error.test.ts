/** Errors that can't be read end their own run, and nothing else. */
import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { expect, it, onTestFinished } from 'vitest';

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const unaskable = () =>
  new Proxy(new Error('Ask me nothing.'), {
    getPrototypeOf() {
      throw new Error('No prototype.');
    },
  });

it.each([
  ['a revoked proxy', revoked],
  ['an error whose prototype cannot be asked', unaskable],
])('a provider that throws %s fails its run, and the next run is answered', async (_, make) => {
  const runtime = await createRuntime({
    store: memoryStore(),
    policy: { maxRetries: 0 },
    onError: () => {},
    async *provider({ runId }) {
      yield { type: 'text', text: 'A' };
      if (runId === 'bad') throw make();
      yield { type: 'finish', reason: 'stop' };
    },
  });
  onTestFinished(() => runtime.close());
  const end = async (runId: string) =>
    (await runtime.thread(runId).start({ prompt: 'Why?', runId })).done();
  expect((await end('bad')).status).toBe('failed');
  expect((await end('sound')).status).toBe('completed');
});
