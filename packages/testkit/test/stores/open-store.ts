/** A store of each kind with one run and its attempt, for the tests of what every store keeps. */
import { createCore } from '@perdure/core';
import type { AtOnceStore, Write } from '@perdure/runtime/store';
import type { Message } from '@perdure/thread';
import { onTestFinished } from 'vitest';
import { type AtOnceName, storeMaker } from '../stores.ts';

export const storeNames = [
  'memory',
  'sqlite',
  'class',
  'postgres',
] as const satisfies readonly AtOnceName[];

/** Creates the run `r1` in the thread `t1`. A second one in a transaction fails, because the run is there already. */
export const createRun: Write = {
  type: 'createRun',
  run: { id: 'r1', threadId: 't1', stored: createCore().begin({}).stored },
  at: 1,
};

/** Starts an attempt of the run. */
export const startAttempt = (fence: number): Write => ({
  type: 'startAttempt',
  threadId: 't1',
  runId: 'r1',
  fence,
  retryCount: 0,
  at: 1,
});

/** Opens a store that has the run `r1` with an attempt of fence 1. It is closed when the test ends. */
export function openStore(name: AtOnceName): AtOnceStore {
  const store = storeMaker(name)();
  onTestFinished(() => store.close());
  store.commit([createRun, startAttempt(1)]);
  return store;
}

/** Puts a message of the run, a completed answer unless the fields say otherwise. */
export const put = (fields: Partial<Message>): Write => ({
  type: 'putMessage',
  threadId: 't1',
  message: { id: 'm1', runId: 'r1', role: 'assistant', parts: [], status: 'completed', ...fields },
  attemptFence: 1,
  at: 1,
});
