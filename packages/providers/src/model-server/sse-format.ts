/** The streamed answer: `chat.completion.chunk` frames as server-sent events. */
import type { AnswerFormat, Completion } from './answer-format.ts';

export function sseFormat(completion: Completion, includeUsage: boolean): AnswerFormat {
  const { id, created, model, usage } = completion;
  const chunk = { id, object: 'chat.completion.chunk', created, model };
  const delta = (delta: object, finish_reason: 'stop' | null = null) =>
    frame({ ...chunk, choices: [{ index: 0, delta, finish_reason }] });

  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: () => delta({ role: 'assistant', content: '' }),
    token: (content) => delta({ content }),
    ending: () =>
      delta({}, 'stop') +
      (includeUsage ? frame({ ...chunk, choices: [], usage }) : '') +
      'data: [DONE]\n\n',
    error: frame,
  };
}

function frame(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
