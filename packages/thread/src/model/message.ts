/** The messages of a thread. All values are plain JSON. */
import type { Json } from '@perdure/run/words';

export const roles = ['user', 'assistant'] as const;
export type Role = (typeof roles)[number];

/**
 * - `streaming`: the message is being written. In a store, its text is a checkpoint, for people to read after a crash
 * - `completed`: the message is whole. A provider is given completed messages only (G7)
 * - `failed`: its attempt and its run ended before the message was whole. The message is kept for people to read
 * - `discarded`: its attempt ended early. The message is void, because the run tried again
 */
export const messageStatuses = ['streaming', 'completed', 'failed', 'discarded'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** An element of a message. A tool call and its result have the same `id`: the model's call id. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'toolCall'; readonly id: string; readonly name: string; readonly input: Json }
  | {
      readonly type: 'toolResult';
      readonly id: string;
      readonly name: string;
      readonly output: Json;
    };

/** A prompt, or one step of the model together with the results of the tools that it called. */
export interface Message {
  readonly id: string;
  readonly runId: string;
  readonly role: Role;
  readonly parts: readonly Part[];
  readonly status: MessageStatus;
}

/** The text of a message, without reasoning and tools. */
export const textOf = ({ parts }: Pick<Message, 'parts'>): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
