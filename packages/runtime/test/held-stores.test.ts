/** A store serves one runtime at a time, whatever kind of store it is. */
import { expect, it } from 'vitest';
import { createRuntime, type Provider } from '../src/index.ts';
import { memoryStore } from '../src/memory/index.ts';
import { type Store, wrapStore } from '../src/ports/store.ts';

const provider: Provider = async function* () {
  yield { type: 'text', text: 'Yes.' };
  yield { type: 'finish', reason: 'stop' };
};

/** A store in memory that counts how often it was closed. */
function counted(): { store: Store; closed: () => number } {
  let closed = 0;
  const store = wrapStore(memoryStore(), { close: () => void closed++ });
  return { store, closed: () => closed };
}

const inUse = expect.objectContaining({ name: 'StoreInUseError' });

it('a second runtime is refused, and the first one keeps its store', async () => {
  const { store, closed } = counted();
  const first = await createRuntime({ store, provider });
  await expect(createRuntime({ store, provider })).rejects.toEqual(inUse);
  await expect(createRuntime({ store: wrapStore(store), provider })).rejects.toEqual(inUse);
  expect(closed()).toBe(0);
  const run = await first.thread('t1').start({ prompt: 'Is it?' });
  expect(await run.done()).toMatchObject({ status: 'completed' });
  await first.close();
});

it('also while the first one is being opened', async () => {
  const { store } = counted();
  const [first, second] = await Promise.allSettled([
    createRuntime({ store, provider }),
    createRuntime({ store, provider }),
  ]);
  expect(second).toMatchObject({ status: 'rejected', reason: { name: 'StoreInUseError' } });
  if (first.status === 'fulfilled') first.value.close();
});

it('a store is free after the end of its runtime, and after an opening that failed', async () => {
  const { store } = counted();
  await expect(createRuntime({ store, provider, policy: { maxRetries: -1 } })).rejects.toThrow(
    /maxRetries/,
  );
  await (await createRuntime({ store, provider })).close();
  await (await createRuntime({ store, provider })).close();
});

it('a store that could not be closed is free all the same', async () => {
  const store = wrapStore(memoryStore(), {
    close() {
      throw new Error('busy');
    },
  });
  const runtime = await createRuntime({ store, provider });
  await expect(runtime.close()).rejects.toThrow('busy');
  await (await createRuntime({ store: wrapStore(store, { close() {} }), provider })).close();
});

it('a second close() of the first runtime leaves the store to the next one', async () => {
  const { store, closed } = counted();
  const first = await createRuntime({ store, provider });
  await first.close();
  const second = await createRuntime({ store, provider });
  await first.close();
  expect(closed()).toBe(1);
  await expect(createRuntime({ store, provider })).rejects.toEqual(inUse);
  await second.close();
});

it('a close() from within a close() closes the store once', async () => {
  const { store, closed } = counted();
  const unending: Provider = async function* ({ signal }) {
    yield { type: 'text', text: 'Half' };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  const runtime = await createRuntime({
    store,
    provider: unending,
    onEvent: ({ type }) => type === 'run.retrying' && runtime.close(),
  });
  await runtime.thread('t1').start({ prompt: 'Is it?' });
  await runtime.close();
  expect(closed()).toBe(1);
});
