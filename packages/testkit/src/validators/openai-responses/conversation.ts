/** A request of the OpenAI Responses API, as its rules read it. */
import { isFilled, type Json, objectsOf } from '../json.ts';
import type { Request } from '../rule.ts';

export interface Item {
  readonly path: string;
  readonly type: unknown;
  readonly json: Json;
}

export interface Conversation extends Request {
  readonly items: readonly Item[];
  /** True if the service has earlier items that the body only refers to. */
  readonly isContinued: boolean;
}

export function conversationOf(body: Json): Conversation {
  const items = isFilled(body.input)
    ? [{ path: 'input', type: 'message', json: { role: 'user', content: body.input } }]
    : objectsOf(body.input).map((json, index) => ({
        path: `input.${index}`,
        // A message may leave out its type.
        type: json.type ?? (json.role === undefined ? undefined : 'message'),
        json,
      }));
  const turns = items.map(({ path, type, json }) => ({
    path,
    isPrompt: type === 'message' && json.role === 'user',
  }));
  const isContinued =
    isFilled(body.previous_response_id) ||
    (body.conversation !== undefined && body.conversation !== null) ||
    items.some(({ type }) => type === 'item_reference');
  return { body, items, turns, isContinued };
}

export const partsOf = ({ path, json }: Item, field: 'content' | 'output'): readonly Item[] =>
  objectsOf(json[field]).map((part, index) => ({
    path: `${path}.${field}.${index}`,
    type: part.type,
    json: part,
  }));
