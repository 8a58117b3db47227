/** What a store does for the processes that share it. Each of them is a node. */
import type { Delta, Message } from '@perdure/thread';
import type { RunningRun } from './store.ts';

/** What a node finds out about once a second. */
export interface Beat {
  /** What the store's clock shows, epoch milliseconds. */
  now: number;
  /** The attempts that are recorded as under way in this node. */
  own: readonly RunningRun[];
  /** Attempts of nodes that are gone, which this node is to record as lost. */
  lost: readonly RunningRun[];
}

/** What a node that reads a thread must know of it. */
export interface Seen {
  /** Number of its last event. */
  seq: number;
  /** The message that is being written, as recorded. */
  message: Message | undefined;
}

/** What another node tells. Any of it may be lost on the way. */
export type Told =
  /** The thread has events up to this number. */
  | { type: 'changed'; threadId: string; seq: number }
  /** More of a message that is being written, which was said after the event of this number. */
  | { type: 'delta'; threadId: string; after: number; delta: Delta }
  /** Pieces of the message of this thread, or of all threads, were not told. */
  | { type: 'missed'; threadId?: string };

export interface Sharing {
  /** Says that this node is alive, and looks at what is under way. */
  beat(): Promise<Beat>;
  /** Looks at threads that are read in this node. A thread that is not there is not in the answer. */
  look(threadIds: readonly string[]): Promise<ReadonlyMap<string, Seen>>;
  /** Calls back with what other nodes tell, until the store is closed. */
  listen(onTold: (told: Told) => void): void;
  /** Tells the other nodes. What is told in one event-loop turn goes together. */
  tell(told: Told): void;
}
