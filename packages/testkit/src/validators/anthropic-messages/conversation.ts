/** A request of the Anthropic Messages API, as its rules read it. */
import { isFilled, type Json, objectOf, objectsOf } from '../json.ts';
import type { Request } from '../rule.ts';

export interface Block {
  readonly path: string;
  readonly type: unknown;
  readonly json: Json;
}

export interface Message {
  readonly path: string;
  readonly role: unknown;
  readonly content: unknown;
  /** The content's blocks. A text that is the content itself reads as one text block. */
  readonly blocks: readonly Block[];
}

export interface Conversation extends Request {
  readonly messages: readonly Message[];
}

export function conversationOf(body: Json): Conversation {
  const messages = objectsOf(body.messages).map(({ role, content }, index): Message => {
    const path = `messages.${index}`;
    return { path, role, content, blocks: blocksOf(content, `${path}.content`) };
  });
  return { body, messages, turns: messages.map((m) => ({ path: m.path, isPrompt: isPrompt(m) })) };
}

function blocksOf(content: unknown, path: string): readonly Block[] {
  if (isFilled(content)) return [{ path, type: 'text', json: { type: 'text', text: content } }];
  return objectsOf(content).map((json, index) => ({
    path: `${path}.${index}`,
    type: json.type,
    json,
  }));
}

/** The blocks of a message, and those within its tool results. */
export const nestedBlocksOf = ({ blocks }: Message): readonly Block[] =>
  blocks.flatMap((block) =>
    block.type === 'tool_result'
      ? [block, ...blocksOf(block.json.content, `${block.path}.content`)]
      : [block],
  );

const isPrompt = ({ role, blocks }: Message): boolean =>
  role === 'user' && blocks.some(({ type }) => type !== 'tool_result');

/** The assistant turns: the messages between two prompts. The last one is empty if a prompt ends the conversation. */
export function assistantTurnsOf(messages: readonly Message[]): readonly (readonly Message[])[] {
  const turns: Message[][] = [[]];
  for (const message of messages)
    if (isPrompt(message)) turns.push([]);
    else turns.at(-1)?.push(message);
  return turns;
}

export const isThinking = (block: Block): boolean =>
  block.type === 'thinking' || block.type === 'redacted_thinking';

/** The mode of thinking that the request asks for: `enabled`, `adaptive`, `disabled`, or undefined. */
export const thinkingOf = (body: Json): unknown => objectOf(body.thinking).type;
