/** What a store writes. */
import type { Stored } from '@perdure/core';
import type { Failure, Specimen } from '@perdure/failure';
import type { Usage } from '@perdure/run';
import type { AttemptOutcome, Fact, Message, StoredFile } from '@perdure/thread';
import type { Piece } from './pieces.ts';

export interface RunRecord {
  readonly id: string;
  readonly threadId: string;
  readonly stored: Stored;
}

/** One change in a transaction. It names its thread, unless it is a file's. `at`: epoch milliseconds. */
export type Write =
  /**
   * Creates a run at the end of its thread, which is created too if it is new; or in the place of the run that it
   * replaces. The runs `leaves`, the replaced one among them, leave every history. All other runs keep their places.
   */
  | {
      type: 'createRun';
      run: RunRecord;
      replaces?: string;
      leaves?: readonly string[];
      at: number;
    }
  | { type: 'updateRun'; run: RunRecord; at: number }
  | { type: 'appendEvent'; threadId: string; runId: string; fact: Fact; at: number }
  /**
   * Inserts a message, or replaces its parts and status. `attemptFence`: fence of the writing attempt; null for a
   * prompt.
   */
  | {
      type: 'putMessage';
      threadId: string;
      message: Message;
      attemptFence: number | null;
      at: number;
    }
  /**
   * Appends to a message of the status `streaming` that is there. Its cost must not depend on what the message has
   * already. A later `putMessage` has all of the pieces, so that the store then deletes them.
   */
  | {
      type: 'appendPieces';
      threadId: string;
      runId: string;
      messageId: string;
      pieces: readonly Piece[];
      at: number;
    }
  /** Sets every `failed` message of the run to `discarded`. */
  | { type: 'discardFailedMessages'; threadId: string; runId: string; at: number }
  | {
      type: 'startAttempt';
      threadId: string;
      runId: string;
      fence: number;
      retryCount: number;
      at: number;
    }
  | {
      type: 'endAttempt';
      threadId: string;
      runId: string;
      fence: number;
      outcome: Exclude<AttemptOutcome, 'running'>;
      failure: Failure | null;
      /** What the attempt has used; null if its provider has not said it. */
      usage: Usage | null;
      /** Specimen of the error, if its failure is unknown. `keepsSpecimen` says whether the store keeps it. */
      specimen: Specimen | null;
      at: number;
    }
  /** What is known of an attempt under way: the digest of its last request, and what its finished steps have used. */
  | ({ type: 'updateAttempt'; threadId: string; runId: string; fence: number } & AttemptNotes)
  /** Stores a file by its hash. A known hash changes nothing. */
  | { type: 'putFile'; hash: string; file: StoredFile; at: number }
  /**
   * Deletes the thread with all that belongs to it, and its files that no other thread names. None of its texts may stay
   * in what the store has written. An unknown thread changes nothing. The events
   * of threads that begin later are numbered from at least two above its last one.
   */
  | { type: 'forgetThread'; threadId: string }
  /** Arms the timer of a run. It replaces an earlier timer, because a run has at most one. */
  | { type: 'armTimer'; threadId: string; runId: string; fence: number; dueAt: number }
  | { type: 'clearTimer'; threadId: string; runId: string };

/** Id of the thread that a write changes; undefined for a file's. */
export const threadOf = (write: Write): string | undefined => {
  if ('threadId' in write) return write.threadId;
  return 'run' in write ? write.run.threadId : undefined;
};

/** What is known of an attempt besides its outcome. */
export interface AttemptNotes {
  usage: Usage | null;
  /** Digest of the last request, by field (`digest.ts`); null if the provider has not told its request. */
  request: RequestDigest | null;
}

/** Hashes of the fields of a request. A list has its length and the hash of all its items. */
export type RequestDigest = { readonly [field: string]: string | readonly [number, string] };
