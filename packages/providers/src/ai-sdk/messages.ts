/** Converts turns to messages of the AI SDK, in the form in which the SDK itself repeats a model's answer. */
import type { FilePart, ToolResultPart } from '@perdure/thread';
import type { AssistantContent, ModelMessage, UserContent } from 'ai';
import { type AssistantPart, base64, type Files, type Turn } from '../history/index.ts';
import { toOutput } from './tool-output.ts';

type Content = Exclude<AssistantContent, string>[number];

export const toModelMessages = (turns: readonly Turn[], files: Files): ModelMessage[] =>
  turns.map((turn) => toMessage(turn, files));

function toMessage(turn: Turn, files: Files): ModelMessage {
  switch (turn.role) {
    case 'user':
      return { role: 'user', content: turn.parts.map((part) => toUserPart(part, files)) };
    case 'assistant':
      return { role: 'assistant', content: turn.parts.map((part) => toContent(part, files)) };
    case 'tool':
      return { role: 'tool', content: turn.results.map((result) => toResult(result, files)) };
  }
}

type UserPart = Exclude<UserContent, string>[number];

function toUserPart(
  part: Extract<Turn, { role: 'user' }>['parts'][number],
  files: Files,
): UserPart {
  return part.type === 'text'
    ? { type: 'text', text: part.text, ...options(part) }
    : { ...toFile(part, files), ...(part.name !== undefined && { filename: part.name }) };
}

function toContent(part: AssistantPart, files: Files): Content {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { type: part.type, text: part.text, ...options(part) };
    case 'file':
      return part.reasoning
        ? { ...toFile(part, files), type: 'reasoning-file' }
        : toFile(part, files);
    case 'toolCall':
      return {
        type: 'tool-call',
        toolCallId: part.id,
        toolName: part.name,
        input: toInput(part),
        ...(part.providerExecuted && { providerExecuted: true }),
        ...options(part),
      };
    case 'toolResult':
      return toResult(part, files);
    case 'other':
      return { ...Object(part.value), ...options(part) } as Content;
  }
}

const toResult = (part: ToolResultPart, files: Files) => ({
  type: 'tool-result' as const,
  toolCallId: part.id,
  toolName: part.name,
  output: toOutput(part, files),
  ...options(part),
});

/** The arguments as an object, because providers take nothing else. */
export function toInput({ input, invalid }: { input: unknown; invalid?: boolean }): unknown {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  return invalid ? {} : { value: input };
}

const toFile = (part: FilePart, files: Files) => ({
  type: 'file' as const,
  data: base64(part, files),
  mediaType: part.mediaType,
  ...options(part),
});

/** The part's metadata, under the name that the SDK has for it in messages. */
export const options = ({ metadata }: { metadata?: unknown }): { providerOptions?: never } =>
  metadata === undefined ? {} : { providerOptions: metadata as never };
