/** The format of a streamed answer: `chat.completion.chunk` objects as server-sent events. */
import { type Answer, emptyCall, type Piece } from './answer.ts';
import type { AnswerFormat, Completion } from './answer-format.ts';

export function sseFormat(
  completion: Completion,
  answer: Answer,
  includeUsage: boolean,
): AnswerFormat {
  const { id, created, model, usage } = completion;
  const chunk = { id, object: 'chat.completion.chunk', created, model };
  const delta = (delta: object, finish_reason: string | null = null) =>
    frame({ ...chunk, choices: [{ index: 0, delta, finish_reason }] });

  return {
    contentType: 'text/event-stream; charset=utf-8',
    ping: (as) =>
      as === 'comment'
        ? ': keep-alive\n\n'
        : delta({ role: 'assistant', content: null, reasoning_content: '' }),
    opening: () => delta({ role: 'assistant', ...opening(answer) }),
    piece: (piece) => delta(deltaOf(piece)),
    ending: (ending) =>
      (ending.finishReason === null ? '' : delta({}, ending.finishReason)) +
      (includeUsage && ending.usage ? frame({ ...chunk, choices: [], usage }) : '') +
      (ending.done ? 'data: [DONE]\n\n' : ''),
    error: frame,
  };
}

function opening(answer: Answer): object {
  if (answer.kind === 'toolCall') {
    return { content: null, tool_calls: [{ index: 0, ...emptyCall(answer) }] };
  }
  return answer.reasoning === '' ? { content: '' } : { content: null, reasoning_content: '' };
}

const deltaOf = ({ field, text }: Piece): object =>
  field === 'arguments'
    ? { tool_calls: [{ index: 0, function: { arguments: text } }] }
    : { [field]: text };

function frame(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
