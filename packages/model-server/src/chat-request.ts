/** The schema of a chat request, and the functions that read its text. */
import { z } from 'zod';
import { type ContentPart, contentPartSchema } from './content-part.ts';

const toolCallSchema = z.looseObject({
  function: z.looseObject({ arguments: z.string() }).optional(),
});

// Loose objects keep fields that this server does not read (temperature, names), because the log shows them.
const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(contentPartSchema)]).nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
});

export const chatRequestSchema = z.looseObject({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  tools: z.array(z.unknown()).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  reasoning_effort: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** A message with all the fields that the client sent. */
export type ChatMessage = z.infer<typeof messageSchema>;

/** The text of a message; parts without text, such as images, are left out. */
export function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** The text of the last user message; empty without one. */
export function promptOf(messages: readonly ChatMessage[]): string {
  const last = lastUserMessage(messages);
  return last ? textOf(last) : '';
}

/** The parts of the last user message; none if it is a string. */
export function partsOfPrompt(messages: readonly ChatMessage[]): readonly ContentPart[] {
  const content = lastUserMessage(messages)?.content;
  return Array.isArray(content) ? content : [];
}

const lastUserMessage = (messages: readonly ChatMessage[]): ChatMessage | undefined =>
  messages.findLast(({ role }) => role === 'user');
