/**
 * The runtime behind the threads under test. Its provider is a led provider with one model that takes no files, and its
 * store can be made to refuse writes.
 */
import { createRuntime, type Provider, type ProviderRequest, type Runtime } from '@perdure/runtime';
import { type Store, wrapStore } from '@perdure/runtime/store';
import { StoreWriteError, type WriteFault } from '@perdure/thread';
import { ledProvider } from '../provider/index.ts';
import type { ThreadWorld } from './world.ts';

/** The model that takes no files. */
export const blindModel = 'blind';

/** Why the model takes no file of a type. */
export const refusalOf = (mediaType: string): string => `'${blindModel}' takes no ${mediaType}.`;

/** A world of the contract without `thread` and `close`, which depend on the implementation under test. */
export interface ContractRuntime
  extends Pick<ThreadWorld, 'provider' | 'failWrites' | 'closeRuntime'> {
  readonly runtime: Runtime;
}

/**
 * Opens a runtime on an empty store. The caller adds `thread` and `close` to get a world:
 *
 *     const open = async () => {
 *       const behind = await contractRuntime(memoryStore());
 *       return { ...behind, thread: (id) => behind.runtime.thread(id), close: behind.closeRuntime };
 *     };
 *
 * @param store empty; it is closed together with the runtime
 */
export async function contractRuntime(store: Store): Promise<ContractRuntime> {
  const provider = ledProvider();
  const refusing: Provider = Object.assign(
    (request: ProviderRequest) => provider.provider(request),
    {
      refuses: (mediaType: string, model: string | undefined) =>
        model === blindModel ? refusalOf(mediaType) : undefined,
    },
  );
  let fault: WriteFault | undefined;
  let isClosed = false;
  const runtime = await createRuntime({
    store: wrapStore(store, {
      commit(...given) {
        if (fault !== undefined) throw new StoreWriteError(fault, 'planted by the contract');
        return store.commit(...given);
      },
    }),
    provider: refusing,
    // Errors are ignored, because some cases cause attempts that cannot be recorded.
    onError() {},
  });
  return {
    runtime,
    provider,
    failWrites(reason) {
      fault = reason;
    },
    closeRuntime() {
      if (!isClosed) void runtime.close();
      isClosed = true;
    },
  };
}
