/** What a thread's log and its live stream are made of. */
import type { RunEmitted } from '@perdure/run';
import type { Message, Part } from './message.ts';

/** What has happened, before the log gives it a number. */
export type Fact =
  | RunEmitted
  /** `replaces`: that run and all after it have left the conversation, and this one stands in their place. */
  | { type: 'run.queued'; model?: string; replaces?: string }
  | { type: 'message.completed'; message: Message }
  | { type: 'message.failed'; message: Message }
  | { type: 'message.discarded'; messageId: string };

export type FactType = Fact['type'];

/** A recorded event: true for ever. */
export type ThreadEvent = Fact & {
  /** 1, 2, 3 … without a gap in its thread (G8). */
  seq: number;
  threadId: string;
  runId: string;
  /** Epoch milliseconds. */
  at: number;
};

/**
 * A piece of a message that is still being written: live, never recorded, and void if its attempt fails.
 * Text is appended at `offset` (UTF-16 code units) of the part at `index`; any other part comes whole.
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

/** Where a reader stands: after an event, and perhaps inside of a message that is being written. */
export interface Position {
  seq: number;
  message?: { id: string; index: number; offset: number };
}

export const isDelta = (item: StreamItem): item is Delta => item.type === 'message.delta';
