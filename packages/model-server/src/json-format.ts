/**
 * The format of an answer in one piece: a `chat.completion` object. The object is written piece by piece, as a streamed
 * answer is, so that a fault in the middle leaves half a body.
 */
import { type Answer, emptyCall, type Piece } from './answer.ts';
import type { AnswerFormat, Completion } from './answer-format.ts';

export function jsonFormat(completion: Completion, answer: Answer): AnswerFormat {
  const { id, created, model, usage } = completion;
  const head = JSON.stringify({ id, object: 'chat.completion', created, model });
  const fields = fieldsOf(answer);
  // The pieces are written into the empty strings of the message: gap n is the place of field n.
  const parts = JSON.stringify({ role: 'assistant', ...empty(answer) }).split('""');
  let gap = 0;
  const upTo = (next: number) => `"${parts.slice(gap + 1, next + 1).join('""')}`;
  const close = (finish_reason: string | null) =>
    `${upTo(parts.length)},"finish_reason":${JSON.stringify(finish_reason)}}]`;

  return {
    contentType: 'application/json',
    ping: () => '\n',
    opening: () => `${head.slice(0, -1)},"choices":[{"index":0,"message":${parts[0]}"`,
    piece: ({ field, text }) => {
      const next = fields.indexOf(field);
      const jump = next > gap ? `${upTo(next)}"` : '';
      gap = next;
      return jump + JSON.stringify(text).slice(1, -1);
    },
    ending: (ending) =>
      `${close(ending.finishReason)}${ending.usage ? `,"usage":${JSON.stringify(usage)}` : ''}}`,
    error: ({ error }) => `${close(null)},"error":${JSON.stringify(error)}}`,
  };
}

/** The fields of the message that have pieces, in the order of their empty strings in `empty`. */
function fieldsOf(answer: Answer): Piece['field'][] {
  if (answer.kind === 'toolCall') return ['arguments'];
  return answer.reasoning === '' ? ['content'] : ['reasoning_content', 'content'];
}

const empty = (answer: Answer): object =>
  answer.kind === 'toolCall'
    ? { content: null, tool_calls: [emptyCall(answer)] }
    : Object.fromEntries(fieldsOf(answer).map((field) => [field, '']));
