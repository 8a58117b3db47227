/** What the thread that writes is told, and what it answers. */
import type { MessagePort } from 'node:worker_threads';
import type { PruneOptions, Write } from '@perdure/runtime/store';
import type { InProcess } from '../in-process.ts';
import type { Durability } from '../open.ts';
import type { TransportedError } from './transported.ts';

/** Data of the thread at its start. */
export interface ThreadData {
  port: MessagePort;
  turns: Turns;
}

/** Shared counts by `turn`. One thread raises a count, and the other one waits for that. */
export type Turns = Int32Array<SharedArrayBuffer>;

export const turn = {
  /** The thread takes requests, or could not start. */
  started: 0,
  /** The reader's connection is closed. */
  readerClosed: 1,
  /** The reader's connection may be opened. */
  readerMayOpen: 2,
  /** An answer is sent. */
  told: 3,
} as const;

export type Request =
  /** Opens a file. Answered with its device and inode. @param known what the process knows of its files */
  | { type: 'open'; path: string; durability: Durability; known: InProcess }
  /**
   * Answered with the numbers of the appended events, in order. It fails if a commit has failed of which the other thread
   * did not know, because it was planned on that one. @param failures failed commits that the other thread knows
   */
  | { type: 'commit'; writes: readonly Write[]; failures: number }
  | { type: 'prune'; options: PruneOptions }
  | { type: 'tidy' }
  | { type: 'discardFailedMessages'; runId: string; at: number }
  | { type: 'stats' }
  /** Begins a copy of the file. Answered at once; `copied` and `copyEnd` follow. @param id of the copy */
  | { type: 'copy'; id: string; to: string }
  | { type: 'stopCopy'; id: string }
  /** Closes the file. Answered with the nonces that the process has given up. The thread takes another file then. */
  | { type: 'close' };

export type Answer =
  /** The oldest request without an answer is done. */
  | { type: 'done'; result: unknown; stopped: TransportedError | undefined }
  | {
      type: 'error';
      error: TransportedError;
      stopped: TransportedError | undefined;
      /** Commits that have failed. */
      failures: number;
    }
  /** 100 more pages of a copy are written. */
  | { type: 'copied'; id: string; pages: number; remaining: number }
  | { type: 'copyEnd'; id: string; error: TransportedError | undefined }
  /** The reader's connection must be closed, and may then be opened on another file. */
  | { type: 'closeReader' }
  | { type: 'openReader'; path: string };

/** Raises a count, and wakes the thread that waits for it. */
export function raise(turns: Turns, place: number): void {
  Atomics.add(turns, place, 1);
  Atomics.notify(turns, place);
}

/** Longest wait of one thread for an answer of the other, milliseconds. Opening a file waits for a lock and for migrations. */
const longestWaitMs = 600_000;

/** Blocks this thread until a count is raised. Returns false if that takes too long. */
export const awaitRaise = (
  turns: Turns,
  place: number,
  before: number,
  waitMs = longestWaitMs,
): boolean => Atomics.wait(turns, place, before, waitMs) !== 'timed-out';
