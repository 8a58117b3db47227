/** The check that a model takes every content part of a request. */
import type { ChatRequest } from './chat-request.ts';
import { takes } from './models.ts';
import type { Wording } from './openai-error.ts';
import { fileIn } from './sent-file.ts';

/** OpenAI's words for the first part that the model does not take; undefined if it takes all of them. */
export function unsupportedPart({ model, messages }: ChatRequest): Wording | undefined {
  for (const [at, { content }] of messages.entries()) {
    const parts = Array.isArray(content) ? content : [];
    const index = parts.findIndex((part) => !takes(model, fileIn(part)?.modality ?? 'text'));
    if (index < 0) continue;
    return {
      message: `Invalid content type. ${parts[index]?.type} is only supported by certain models.`,
      param: `messages.[${at}].content.[${index}].type`,
    };
  }
  return undefined;
}
