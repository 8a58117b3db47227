/** What a fixture says of a service: how it streams its answers, and what it wants back of them. */
import type { AiSdkSettings } from '@perdure/providers/ai-sdk';
import type { Validator } from '@perdure/testkit/validators';
import type { LanguageModel } from 'ai';
import { expect } from 'vitest';

/** A parsed JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** A call of a tool, its arguments as the model writes them. */
export interface Call {
  readonly name: string;
  readonly arguments: string;
}

/** A streamed answer in pieces, each of which the server writes by itself. */
export interface Answer {
  /** What the model says, calls included. */
  readonly said: readonly Uint8Array[];
  /** The end of the answer, without which it counts as cut off. */
  readonly end: readonly Uint8Array[];
}

export interface Wire {
  /** The adapter, and what the service is asked for. */
  readonly name: string;
  readonly contentType: string;
  readonly validate: Validator;
  readonly model: (baseUrl: string) => LanguageModel;
  /** Options of the provider, and tools that it performs itself. */
  readonly settings: AiSdkSettings;
  /** An answer that thinks, says a word and calls tools. */
  readonly calls: (...calls: readonly Call[]) => Answer;
  /** An answer that thinks and ends. */
  readonly says: Answer;
  /** What a later request must have of the answer with calls: the model's own blocks in their order. */
  readonly blocksOfCalls: (...calls: readonly Call[]) => readonly Json[];
  /** What a later request must have of the answer that ends. */
  readonly blocksOfSays: readonly Json[];
  /** The conversation in a request. */
  readonly messagesOf: (body: Json) => readonly Json[];
  /** All blocks of the model in a conversation, in order. */
  readonly blocksOf: (messages: readonly Json[]) => readonly Json[];
  /** Rules that the adapter itself breaks, with its version. */
  readonly breaks?: { readonly adapter: string; readonly rules: readonly string[] };
  /** Values in the answers that the adapter itself does not give back, with its version. */
  readonly lostBy?: { readonly adapter: string; readonly values: readonly string[] };
}

/** The arguments as an object, as the SDK repeats them: an empty one in the place of what is no JSON. */
export function inputOf({ arguments: text }: Call): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const encoder = new TextEncoder();

/** One server-sent event. */
export const sse = (data: unknown, event?: string): Uint8Array =>
  encoder.encode(
    `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
  );

export const eventStream = 'text/event-stream';

/** The messages of a request that has them under this key. */
export const listUnder =
  (key: string) =>
  (body: Json): readonly Json[] =>
    body[key] as readonly Json[];

/** The values of a field of the assistant's messages, flattened. */
export const contentOf =
  (role: string, field: string) =>
  (messages: readonly Json[]): readonly Json[] =>
    messages
      .filter((message) => message.role === role)
      .flatMap((message) => message[field] as readonly Json[]);

/** Messages of the assistant as a whole. */
export const assistantMessages = (messages: readonly Json[]): readonly Json[] =>
  messages.filter(({ role }) => role === 'assistant');

type Messages = readonly Json[] | undefined;

/** Byte for byte: the later conversation begins with all of the former. */
export function expectPrefix(later: Messages, former: Messages): void {
  expect(JSON.stringify(later?.slice(0, former?.length))).toBe(JSON.stringify(former));
}
