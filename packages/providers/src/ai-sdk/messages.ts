/** Converts turns to messages of the AI SDK, in the form in which the SDK itself repeats a model's answer. */
import type { FilePart, StoredFile, ToolCallPart, ToolResultPart } from '@perdure/thread';
import type { AssistantContent, ModelMessage, UserContent } from 'ai';
import { type AssistantPart, type Turn, toBase64 } from '../history/index.ts';
import { toOutput } from './tool-output.ts';

type Content = Exclude<AssistantContent, string>[number];

/** The bytes of the files in the turns, by hash. */
export type LoadedFiles = ReadonlyMap<string, StoredFile>;

/** @param approved a call without a result that a human has approved; the SDK performs it first */
export function toModelMessages(
  turns: readonly Turn[],
  files: LoadedFiles,
  approved?: ToolCallPart | undefined,
): ModelMessage[] {
  const messages = turns.map((turn) => toMessage(turn, files));
  return approved === undefined ? messages : withApproval(messages, approved.id);
}

function toMessage(turn: Turn, files: LoadedFiles): ModelMessage {
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
  files: LoadedFiles,
): UserPart {
  return part.type === 'text'
    ? { type: 'text', text: part.text, ...options(part) }
    : { ...toFile(part, files), ...(part.name !== undefined && { filename: part.name }) };
}

/**
 * The messages with the approval of a call. The SDK matches request and response by an id; the id of the call is used,
 * because a call has at most one approval. The response stands in the last message, because the SDK looks for it there
 * alone, and beside the results of other calls of the same step.
 */
function withApproval(messages: readonly ModelMessage[], id: string): ModelMessage[] {
  const request: Content = { type: 'tool-approval-request', approvalId: id, toolCallId: id };
  const response = { type: 'tool-approval-response', approvalId: id, approved: true } as const;
  const all = messages.map((message): ModelMessage => {
    if (message.role !== 'assistant' || typeof message.content === 'string') return message;
    const isOpen = message.content.some(
      (part) => part.type === 'tool-call' && part.toolCallId === id,
    );
    return isOpen ? { ...message, content: [...message.content, request] } : message;
  });
  const last = all.at(-1);
  return last?.role === 'tool'
    ? [...all.slice(0, -1), { ...last, content: [...last.content, response] }]
    : [...all, { role: 'tool', content: [response] }];
}

function toContent(part: AssistantPart, files: LoadedFiles): Content {
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

const toResult = (part: ToolResultPart, files: LoadedFiles) => ({
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

const toFile = (part: FilePart, files: LoadedFiles) => ({
  type: 'file' as const,
  data: toBase64(files.get(part.hash)?.bytes ?? new Uint8Array()),
  mediaType: part.mediaType,
  ...options(part),
});

/** The part's metadata, under the name that the SDK has for it in messages. */
export const options = ({ metadata }: { metadata?: unknown }): { providerOptions?: never } =>
  metadata === undefined ? {} : { providerOptions: metadata as never };
