/** Converts a turn to the message type of assistant-ui. */
import type { MessageStatus, ThreadMessageLike } from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import type { Message, Part, RunView } from '@perdure/thread';
import type { Answer, Turn } from './turns.ts';

/** Returns the text shown for a failure. */
export type ErrorText = (failure: Failure) => string;

export const toMessage = (turn: Turn, errorText: ErrorText): ThreadMessageLike =>
  turn.role === 'assistant'
    ? toAnswer(turn, errorText)
    : { role: 'user', id: turn.id, content: partsOf(turn.messages).flatMap(toText) };

/**
 * Converts an answer. Puts the run into `metadata.custom.run`, for components that show more than assistant-ui knows.
 */
const toAnswer = ({ id, run, messages }: Answer, errorText: ErrorText): ThreadMessageLike => ({
  role: 'assistant',
  id,
  createdAt: new Date(run.queuedAt),
  content: toContent(partsOf(messages)),
  status: toStatus(run, errorText),
  metadata: { custom: { run } },
});

const partsOf = (messages: readonly Message[]): Part[] => messages.flatMap(({ parts }) => parts);

const toText = (part: Part) =>
  part.type === 'text' ? [{ type: 'text' as const, text: part.text }] : [];

type Content = Exclude<ThreadMessageLike['content'], string>;

function toContent(parts: readonly Part[]): Content {
  const results = new Map(
    parts.flatMap((part) => (part.type === 'toolResult' ? [[part.id, part.output] as const] : [])),
  );
  return parts.flatMap((part): Content => {
    switch (part.type) {
      case 'text':
      case 'reasoning':
        return [{ type: part.type, text: part.text }];
      case 'toolCall':
        return [
          {
            type: 'tool-call',
            toolCallId: part.id,
            toolName: part.name,
            argsText: JSON.stringify(part.input),
            ...(isObject(part.input) && { args: part.input }),
            ...(results.has(part.id) && { result: results.get(part.id) }),
          },
        ];
      default: // a tool result is shown with its tool call
        return [];
    }
  });
}

const isObject = <T>(value: T): value is Extract<T, { [key: string]: unknown }> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toStatus({ state, failure }: RunView, errorText: ErrorText): MessageStatus {
  switch (state) {
    case 'completed':
      return { type: 'complete', reason: 'stop' };
    case 'cancelled':
      return { type: 'incomplete', reason: 'cancelled' };
    case 'failed':
    case 'interrupted':
      return failure === null
        ? { type: 'incomplete', reason: 'other' }
        : {
            type: 'incomplete',
            reason: failure.kind === 'contentFiltered' ? 'content-filter' : 'error',
            error: errorText(failure),
          };
    case 'awaitingInput':
      return { type: 'requires-action', reason: 'interrupt' };
    default:
      return { type: 'running' };
  }
}
