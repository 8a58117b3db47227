/** The items of a thread's stream: recorded events, and live deltas. */
import type { RunEmitted } from '@perdure/run/words';
import type { ThreadView } from '../view/view.ts';
import type { Message } from './message.ts';
import type { Part } from './part.ts';

/** An event before the log has numbered it. */
export type Fact =
  | RunEmitted
  /**
   * `model`: name of the model, if the start gave one. `replaces`: id of the run that this run replaces. That run and
   * all later ones have left the conversation, and this run stands in their place, before those that are still queued.
   */
  | { type: 'run.queued'; model?: string; replaces?: string }
  | { type: 'message.completed'; message: Message }
  | { type: 'message.failed'; message: Message }
  | { type: 'message.discarded'; messageId: string }
  /** A prompt, or the files of a message, which the provider refused, are not sent again. */
  | { type: 'message.refused'; messageId: string }
  /**
   * A retry's request differs from the one before it ahead of its end, in these fields. The provider's prompt cache is
   * lost from there on.
   */
  | { type: 'request.changed'; fields: string[] };

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
 * A piece of a message that is being written: a new part, or text that is appended to a part. It is sent live and
 * never recorded, and it is void if its attempt fails.
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

/**
 * The events up to this place are pruned, or are those of a thread that was forgotten. What they have led to is in the
 * view. The events after it follow, also those that the view has already.
 */
export interface Pruned {
  type: 'thread.pruned';
  /** Number of the last event that is gone. The next item is the event after it. */
  seq: number;
  /** The thread as of one of its later events, without the attempts of runs whose events are gone. */
  view: ThreadView;
}

export type StreamItem = ThreadEvent | Delta | Pruned;

/**
 * A reader's position in the stream: after event `seq` (0: before the first event), and inside of a message that is
 * being written if `message` is set.
 */
export interface Position {
  seq: number;
  message?: { id: string; index: number; offset: number };
}

export const isPruned = (item: StreamItem): item is Pruned => item.type === 'thread.pruned';

export const isDelta = (item: StreamItem): item is Delta => item.type === 'message.delta';
