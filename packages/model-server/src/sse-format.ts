/** The format of a streamed answer: `chat.completion.chunk` objects as server-sent events. */
import { type Answer, emptyCall, finishReasonOf } from './answer.ts';
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
    opening: () => delta({ role: 'assistant', ...opening(answer) }),
    token: (text) => delta(piece(answer, text)),
    ending: () =>
      delta({}, finishReasonOf(answer)) +
      (includeUsage ? frame({ ...chunk, choices: [], usage }) : '') +
      'data: [DONE]\n\n',
    error: frame,
  };
}

const opening = (answer: Answer): object =>
  answer.kind === 'text'
    ? { content: '' }
    : { content: null, tool_calls: [{ index: 0, ...emptyCall(answer) }] };

const piece = ({ kind }: Answer, text: string): object =>
  kind === 'text'
    ? { content: text }
    : { tool_calls: [{ index: 0, function: { arguments: text } }] };

function frame(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
