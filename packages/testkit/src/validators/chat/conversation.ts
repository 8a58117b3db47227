/** A request of a chat API in the form that OpenAI made common, as the rules of OpenAI, Mistral and Cohere read it. */
import { isFilled, type Json, objectOf, objectsOf } from '../json.ts';
import type { Request } from '../rule.ts';

export interface ToolCall {
  readonly path: string;
  readonly id: unknown;
  readonly name: unknown;
  readonly arguments: unknown;
}

/** An element of a content that is an array. */
export interface Part {
  readonly path: string;
  readonly type: unknown;
  readonly json: Json;
}

export interface Message {
  readonly path: string;
  readonly role: unknown;
  readonly json: Json;
  readonly parts: readonly Part[];
  readonly calls: readonly ToolCall[];
}

export interface Conversation extends Request {
  readonly messages: readonly Message[];
}

export function conversationOf(body: Json): Conversation {
  const messages = objectsOf(body.messages).map((json, index) =>
    messageOf(json, `messages.${index}`),
  );
  const turns = messages.map(({ path, role }) => ({ path, isPrompt: role === 'user' }));
  return { body, messages, turns };
}

const messageOf = (json: Json, path: string): Message => ({
  path,
  role: json.role,
  json,
  parts: objectsOf(json.content).map((part, index) => ({
    path: `${path}.content.${index}`,
    type: part.type,
    json: part,
  })),
  calls: objectsOf(json.tool_calls).map((call, index) => ({
    path: `${path}.tool_calls.${index}`,
    id: call.id,
    name: objectOf(call.function).name,
    arguments: objectOf(call.function).arguments,
  })),
});

/** True for a message that says something: a text, or parts none of which is an empty text. */
export const hasContent = ({ json, parts }: Message): boolean =>
  isFilled(json.content) ||
  (parts.length > 0 && parts.every((part) => part.type !== 'text' || isFilled(part.json.text)));
