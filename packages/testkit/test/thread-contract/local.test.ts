/** Runs the contract of `Thread` on the runtime's own threads. */
import { describe, it } from 'vitest';
import { contractRuntime, threadContract } from '../../src/thread-contract/index.ts';
import { storeMaker } from '../stores.ts';

describe.each(['memory', 'sqlite', 'thread', 'class'] as const)('on the %s store', (store) => {
  const open = async () => {
    const behind = await contractRuntime(storeMaker(store)());
    return {
      ...behind,
      thread: (id: string) => behind.runtime.thread(id),
      close: behind.closeRuntime,
    };
  };

  for (const { name, run } of threadContract(open)) it(name, run);
});
