/** A thread's messages. All of it is JSON. */
import type { Json } from '@perdure/run';

export const roles = ['user', 'assistant'] as const;
export type Role = (typeof roles)[number];

/**
 * - `streaming`: being written; its text in the store is a checkpoint, for people
 * - `completed`: whole, and the only status that a provider is ever given (G7)
 * - `failed`: its attempt ended first; kept for people to read
 * - `discarded`: failed, and void since the run tried again
 */
export const messageStatuses = ['streaming', 'completed', 'failed', 'discarded'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export type Part =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'toolCall'; id: string; name: string; input: Json }
  | { type: 'toolResult'; id: string; name: string; output: Json };

/** What one side said: a prompt, or one step of the model with the tools that it called. */
export interface Message {
  id: string;
  runId: string;
  role: Role;
  parts: Part[];
  status: MessageStatus;
}

/** The text of a message, without reasoning and tools. */
export const textOf = ({ parts }: Pick<Message, 'parts'>): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

/**
 * What must outlast a failed attempt: tools have effects outside, so a result that is there stays with
 * the call it answers. Everything after the last result is a broken half, and so is a call without one.
 */
export function salvage(parts: readonly Part[]): Part[] {
  const end = parts.findLastIndex((part) => part.type === 'toolResult') + 1;
  const kept = parts.slice(0, end);
  const answered = new Set(kept.flatMap((part) => (part.type === 'toolResult' ? [part.id] : [])));
  return kept.filter((part) => part.type !== 'toolCall' || answered.has(part.id));
}
