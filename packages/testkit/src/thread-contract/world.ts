/** What a case of the contract is given: threads of one runtime, and control of what stands behind them. */
import type { Thread, WriteFault } from '@perdure/thread';
import type { LedProvider } from '../provider/index.ts';

export interface ThreadWorld {
  /**
   * A handle on a thread, by the implementation under test. Each call gives a new handle; all threads of a world belong
   * to one runtime.
   *
   * @throws {InvalidIdError} for an id that breaks the rule of `checkId`
   */
  thread(id: string): Thread;
  /** The runtime's provider. */
  readonly provider: LedProvider;
  /** From now on the store refuses every write with a StoreWriteError of this reason; with undefined it writes again. */
  failWrites(reason: WriteFault | undefined): void;
  /** Closes the runtime. Handles stay usable, and a server goes on answering. */
  closeRuntime(): void;
  /** Frees the runtime, a server, sockets. Called at the end of the case, also after `closeRuntime`. */
  close(): void | Promise<void>;
}
