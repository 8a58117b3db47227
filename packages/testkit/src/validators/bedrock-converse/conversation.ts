/** A request of Bedrock's Converse API, as its rules read it. */
import { type Json, objectOf, objectsOf } from '../json.ts';
import type { Request } from '../rule.ts';

export interface Block {
  readonly path: string;
  /** The only field that a block should have, as it is a union. */
  readonly json: Json;
}

export interface Message {
  readonly path: string;
  readonly role: unknown;
  readonly blocks: readonly Block[];
  readonly toolUses: readonly Block[];
  readonly toolResults: readonly Block[];
}

export interface Conversation extends Request {
  readonly messages: readonly Message[];
}

export function conversationOf(body: Json): Conversation {
  const messages = objectsOf(body.messages).map(({ role, content }, index): Message => {
    const path = `messages.${index}`;
    const blocks = blocksOf(content, `${path}.content`);
    const having = (field: string) => blocks.flatMap((block) => unwrapped(block, field));
    const [toolUses, toolResults] = [having('toolUse'), having('toolResult')];
    return { path, role, blocks, toolUses, toolResults };
  });
  const turns = messages.map(({ path, role, blocks, toolResults }) => ({
    path,
    isPrompt: role === 'user' && blocks.length > toolResults.length,
  }));
  return { body, messages, turns };
}

const blocksOf = (content: unknown, path: string): readonly Block[] =>
  objectsOf(content).map((json, index) => ({ path: `${path}.${index}`, json }));

/** The value of a union's field, if the block has that one. */
export const unwrapped = ({ path, json }: Block, field: string): readonly Block[] =>
  json[field] === undefined ? [] : [{ path: `${path}.${field}`, json: objectOf(json[field]) }];

/** The blocks of a message, and those within its tool results. */
export const nestedBlocksOf = ({ blocks, toolResults }: Message): readonly Block[] => [
  ...blocks,
  ...toolResults.flatMap(({ path, json }) => blocksOf(json.content, `${path}.content`)),
];
