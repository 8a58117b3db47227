/** What a contract case receives: threads of one runtime, and control of the provider and the store behind them. */
import type { Thread, WriteFault } from '@perdure/thread';
import type { LedProvider } from '../provider/index.ts';

export interface ThreadWorld {
  /**
   * Returns a new handle on a thread, made by the implementation under test. All threads of a world belong to one
   * runtime.
   *
   * @throws {InvalidIdError} for an id that `checkId` refuses
   */
  thread(id: string): Thread;
  /** The led provider of the runtime. The runtime's provider refuses each file for `blindModel`. */
  readonly provider: LedProvider;
  /**
   * Makes the store refuse every write with a StoreWriteError of this reason. Undefined makes it accept writes again.
   */
  failWrites(reason: WriteFault | undefined): void;
  /** Closes the runtime. Handles can still be used, and a server continues to answer requests. */
  closeRuntime(): void;
  /** Frees the runtime, the server and the sockets. Called at the end of each case, also after `closeRuntime`. */
  close(): void | Promise<void>;
}
