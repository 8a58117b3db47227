/** The items of a thread's stream: recorded events, and live deltas. */
import type { RunEmitted } from '@perdure/run/words';
import type { Message, Part } from './message.ts';

/** An event before the log has numbered it. */
export type Fact =
  | RunEmitted
  /**
   * `model`: the name given at the start, if any. `replaces`: that run and all later ones have left the
   * conversation, and this run stands in their place.
   */
  | { type: 'run.queued'; model?: string; replaces?: string }
  | { type: 'message.completed'; message: Message }
  | { type: 'message.failed'; message: Message }
  | { type: 'message.discarded'; messageId: string };

/** A recorded event. It never changes. */
export type ThreadEvent = Fact & {
  /** 1, 2, 3 … without a gap within the thread (G8). */
  seq: number;
  threadId: string;
  runId: string;
  /** Epoch milliseconds. */
  at: number;
};

/**
 * A new part, or text appended to one, of a message that is being written: live, never recorded, and void if its attempt
 * fails.
 *
 * Text is appended at `offset` (UTF-16 code units) to the part at `index`. Every other part arrives whole, with
 * offset 0.
 */
export interface Delta {
  type: 'message.delta';
  runId: string;
  messageId: string;
  index: number;
  offset: number;
  part: Part;
}

export type StreamItem = ThreadEvent | Delta;

/** A reader's place: after event `seq` (0: before the first), and perhaps inside of a message being written. */
export interface Position {
  seq: number;
  message?: { id: string; index: number; offset: number };
}

export const isDelta = (item: StreamItem): item is Delta => item.type === 'message.delta';
