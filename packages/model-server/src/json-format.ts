/**
 * The format of an answer in one piece: a `chat.completion` object. The object is written token by token, as a streamed
 * answer is, so that a fault in the middle leaves half a body.
 */
import { type Answer, emptyCall, finishReasonOf } from './answer.ts';
import type { AnswerFormat, Completion } from './answer-format.ts';

export function jsonFormat(completion: Completion, answer: Answer): AnswerFormat {
  const { id, created, model, usage } = completion;
  const head = JSON.stringify({ id, object: 'chat.completion', created, model, usage });
  const message = JSON.stringify({ role: 'assistant', ...empty(answer) });
  // The tokens are written into the last string of the message, which is empty here.
  const gap = message.lastIndexOf('""') + 1;
  const close = (finish_reason: string | null) =>
    `${message.slice(gap)},"finish_reason":${JSON.stringify(finish_reason)}}]`;

  return {
    contentType: 'application/json',
    opening: () => `${head.slice(0, -1)},"choices":[{"index":0,"message":${message.slice(0, gap)}`,
    token: (text) => JSON.stringify(text).slice(1, -1),
    ending: () => `${close(finishReasonOf(answer))}}`,
    error: ({ error }) => `${close(null)},"error":${JSON.stringify(error)}}`,
  };
}

const empty = (answer: Answer): object =>
  answer.kind === 'text' ? { content: '' } : { content: null, tool_calls: [emptyCall(answer)] };
