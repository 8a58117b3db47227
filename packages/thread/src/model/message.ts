/** The messages of a thread. All values are plain JSON. */
import type { Part } from './part.ts';

export const roles = ['user', 'assistant'] as const;
export type Role = (typeof roles)[number];

/**
 * - `streaming`: the message is being written. In a store, its text is a checkpoint, for people to read after a crash
 * - `completed`: the message is recorded for good. A provider is given completed messages only (G7)
 * - `failed`: its attempt and its run ended before the message was whole. The message is kept for people to read
 * - `discarded`: its attempt ended early. The message is void, because the run tried again
 */
export const messageStatuses = ['streaming', 'completed', 'failed', 'discarded'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** The model that wrote a message, by the names that the provider's library uses. */
export interface Origin {
  readonly provider: string;
  readonly model: string;
}

/**
 * Why a completed message is not given to a provider as it is. The provider is told of it in words (G7).
 *
 * - `stopped`: a person stopped the run in the middle of the message
 * - `failed`: the attempt ended after a tool had begun. What came after the tool is void
 * - `refused`: the provider refused it: a prompt, or the files in a prompt or in a tool's result. What was refused is
 *   not sent again, because every later request of the thread would be refused too
 */
export const cuts = ['stopped', 'failed', 'refused'] as const;
export type Cut = (typeof cuts)[number];

/** A prompt, or one step of the model together with the results of the tools that it called. */
export interface Message {
  readonly id: string;
  readonly runId: string;
  readonly role: Role;
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
  /** Absent for a prompt, and if the provider does not say who answers. */
  readonly origin?: Origin;
  readonly cut?: Cut;
}

/** The text of a message, without reasoning and tools. */
export const textOf = ({ parts }: Pick<Message, 'parts'>): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

/** Longest title of a thread, in characters (code points). */
export const titleLength = 200;

/** The title that a thread has of its first message: the first 200 characters of its text. */
export function titleOf({ parts }: Pick<Message, 'parts'>): string {
  let text = '';
  for (const part of parts) {
    // A code point takes two code units at most.
    if (part.type === 'text') text += part.text.slice(0, titleLength * 2);
    if (text.length >= titleLength * 2) break;
  }
  return Array.from(text.slice(0, titleLength * 2))
    .slice(0, titleLength)
    .join('');
}
