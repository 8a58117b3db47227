/** A request of Gemini's generateContent, as its rules read it. */
import { type Json, objectOf, objectsOf } from '../json.ts';
import type { Request } from '../rule.ts';

export interface Part {
  readonly path: string;
  readonly json: Json;
}

export interface Content {
  readonly path: string;
  readonly role: unknown;
  readonly parts: readonly Part[];
  readonly calls: readonly Part[];
  readonly responses: readonly Part[];
  readonly isPrompt: boolean;
}

export interface Conversation extends Request {
  readonly contents: readonly Content[];
}

export function conversationOf(body: Json): Conversation {
  const contents = objectsOf(body.contents).map((json, index) =>
    contentOf(json, `contents.${index}`),
  );
  return { body, contents, turns: contents };
}

function contentOf(json: Json, path: string): Content {
  const parts = objectsOf(json.parts).map((part, index) => ({
    path: `${path}.parts.${index}`,
    json: camelCased(part),
  }));
  const calls = parts.filter((part) => part.json.functionCall !== undefined);
  const responses = parts.filter((part) => part.json.functionResponse !== undefined);
  // A content without a role is the user's.
  const role = json.role ?? 'user';
  return { path, role, parts, calls, responses, isPrompt: role === 'user' && !responses.length };
}

/** Keys in camelCase; ProtoJSON takes them in snake_case as well. */
const camelCased = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

/** The inline file of a part, with keys in camelCase. @returns undefined for a part without one */
export const inlineDataOf = ({ json }: Part): Json | undefined =>
  json.inlineData === undefined ? undefined : camelCased(objectOf(json.inlineData));
