/** The runtime behind the threads under test, with a led provider and a store that can be made to refuse. */
import { createRuntime, type Runtime } from '@perdure/runtime';
import { type Store, wrapStore } from '@perdure/runtime/store';
import { StoreWriteError, type WriteFault } from '@perdure/thread';
import { ledProvider } from '../provider/index.ts';
import type { ThreadWorld } from './world.ts';

/** A world without its threads. */
export interface ContractRuntime
  extends Pick<ThreadWorld, 'provider' | 'failWrites' | 'closeRuntime'> {
  readonly runtime: Runtime;
}

/**
 * Opens a runtime on an empty store. A world adds `thread` and `close`:
 *
 *     const open = async () => {
 *       const behind = await contractRuntime(memoryStore());
 *       return { ...behind, thread: (id) => behind.runtime.thread(id), close: behind.closeRuntime };
 *     };
 *
 * @param store closed with the runtime
 */
export async function contractRuntime(store: Store): Promise<ContractRuntime> {
  const provider = ledProvider();
  let fault: WriteFault | undefined;
  let isClosed = false;
  const runtime = await createRuntime({
    store: wrapStore(store, {
      commit(writes) {
        if (fault !== undefined) throw new StoreWriteError(fault, 'planted by the contract');
        return store.commit(writes);
      },
    }),
    provider: provider.provider,
    // Attempts that cannot be recorded are part of some cases.
    onError() {},
  });
  return {
    runtime,
    provider,
    failWrites(reason) {
      fault = reason;
    },
    closeRuntime() {
      if (!isClosed) runtime.close();
      isClosed = true;
    },
  };
}
