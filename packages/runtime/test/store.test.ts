/** The port of the store: wrapping one, and whose it is when a runtime can't be opened. */
import { createCore } from '@perdure/core';
import { expect, it } from 'vitest';
import { createRuntime, type Provider } from '../src/index.ts';
import { memoryStore } from '../src/memory/index.ts';
import { wrapStore } from '../src/ports/store.ts';

const provider: Provider = async function* () {
  yield { type: 'finish', reason: 'stop' };
};

it('a part of a store may be replaced by a class', () => {
  class Deadlines {
    readonly #deadline = 7;
    nextDeadline() {
      return this.#deadline;
    }
  }
  const store = wrapStore(memoryStore(), new Deadlines());
  expect([store.nextDeadline(), store.threads(1)]).toEqual([7, []]);
});

it('is closed when the runtime could not be opened, so that it can be opened again', async () => {
  let closed = 0;
  const memory = memoryStore();
  const run = { id: 'r1', threadId: 't1', stored: createCore().begin({}).stored };
  const running = { ...run, stored: { ...run.stored, state: 'running', attemptFence: 1 } } as const;
  memory.commit([{ type: 'createRun', run: running, at: 0 }]);
  const broken = {
    commit(): never {
      throw new Error('no room');
    },
    close: () => void closed++,
  };
  const store = wrapStore(memory, broken);
  await expect(createRuntime({ store, provider })).rejects.toThrow('no room');
  await expect(createRuntime({ store, provider, policy: { maxRetries: -1 } })).rejects.toThrow(
    /maxRetries/,
  );
  expect(closed).toBe(2);
});

it('a command that is none rejects, and does not throw', async () => {
  const runtime = await createRuntime({ store: memoryStore(), provider });
  const send = runtime.thread('t1').send('r1', undefined as never);
  await expect(send).rejects.toMatchObject({ name: 'ReservedEventError' });
  await runtime.close();
});
