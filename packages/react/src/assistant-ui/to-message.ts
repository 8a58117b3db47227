/** Converts a turn to the message type of assistant-ui. */
import type { ThreadMessageLike } from '@assistant-ui/react';
import type { AttemptView, Message, Part, ToolCallPart, ToolResultPart } from '@perdure/thread';
import { type FileUrl, toFile, toPromptFile, toSource } from './files.ts';
import { type ErrorText, toStatus } from './to-status.ts';
import type { Answer, Turn } from './turns.ts';

type Content = Exclude<ThreadMessageLike['content'], string>;

/** What the app decides about messages. */
export interface Conversion {
  errorText: ErrorText;
  fileUrl?: FileUrl | undefined;
}

export const toMessage = (turn: Turn, conversion: Conversion): ThreadMessageLike =>
  turn.role === 'assistant'
    ? toAnswer(turn, conversion)
    : {
        role: 'user',
        id: turn.id,
        content: turn.messages.flatMap(({ parts }) =>
          parts.flatMap((part) => toPromptPart(part, conversion)),
        ),
      };

function toPromptPart(part: Part, { fileUrl }: Conversion): Content {
  if (part.type === 'text') return [{ type: 'text', text: part.text }];
  return part.type === 'file' ? [toPromptFile(part, fileUrl)] : [];
}

/**
 * Converts an answer. Puts the run into `metadata.custom.run`, for components that show more than assistant-ui knows,
 * and what its attempts have used into `metadata.steps`.
 */
function toAnswer({ id, run, messages }: Answer, conversion: Conversion): ThreadMessageLike {
  const results = new Map(
    messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'toolResult' ? [[part.id, part] as const] : [])),
    ),
  );
  return {
    role: 'assistant',
    id,
    createdAt: new Date(run.queuedAt),
    content: messages.flatMap((message) => toContent(message, results, conversion)),
    status: toStatus(run, conversion.errorText),
    metadata: { custom: { run }, steps: run.attempts.flatMap(toStep) },
  };
}

/** The usage of an attempt. Left out if a number is unknown, because assistant-ui needs both. */
function toStep({ usage }: AttemptView) {
  const { inputTokens, outputTokens } = usage ?? {};
  return inputTokens === undefined || outputTokens === undefined
    ? []
    : [{ usage: { inputTokens, outputTokens } }];
}

function toContent(
  { parts, cut }: Message,
  results: ReadonlyMap<string, ToolResultPart>,
  { fileUrl }: Conversion,
): Content {
  const last = parts.findLastIndex(({ type }) => type === 'text' || type === 'reasoning');
  return parts.flatMap((part, index): Content => {
    switch (part.type) {
      case 'text':
      case 'reasoning': {
        const { type, text } = part;
        return [{ type, text, ...(cut !== undefined && index === last && cutStatus[cut]) }];
      }
      case 'toolCall':
        return [toToolCall(part, results.get(part.id))];
      case 'file':
        return [toFile(part, fileUrl)];
      case 'source':
        return [toSource(part)];
      default: // a tool result is shown with its tool call
        return [];
    }
  });
}

const cutStatus = {
  stopped: { status: { type: 'incomplete', reason: 'cancelled' } },
  failed: { status: { type: 'incomplete', reason: 'error' } },
  refused: { status: { type: 'incomplete', reason: 'error' } },
} as const satisfies Record<NonNullable<Message['cut']>, object>;

/** A tool call. A result that is missing is an error too, because it says that the outcome is unknown. */
const toToolCall = (
  { id, name, input }: ToolCallPart,
  result: ToolResultPart | undefined,
): Content[number] => ({
  type: 'tool-call',
  toolCallId: id,
  toolName: name,
  argsText: JSON.stringify(input),
  ...(isObject(input) && { args: input }),
  ...(result !== undefined && { result: result.output }),
  ...((result?.isError || result?.missing !== undefined) && { isError: true }),
  ...(result?.missing !== undefined && { artifact: { missing: result.missing } }),
});

const isObject = <T>(value: T): value is Extract<T, { [key: string]: unknown }> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
