/**
 * The answer in one piece: a `chat.completion` object. It is written part by part like the other,
 * so that a fault in its middle leaves what such a fault leaves: half a body.
 */
import type { AnswerFormat, Completion } from './answer-format.ts';

export function jsonFormat({ id, created, model, usage }: Completion): AnswerFormat {
  const head = JSON.stringify({ id, object: 'chat.completion', created, model, usage });
  const close = (finish_reason: 'stop' | null) =>
    `"},"finish_reason":${JSON.stringify(finish_reason)}}]`;

  return {
    contentType: 'application/json',
    opening: () =>
      `${head.slice(0, -1)},"choices":[{"index":0,"message":{"role":"assistant","content":"`,
    token: (text) => JSON.stringify(text).slice(1, -1),
    ending: () => `${close('stop')}}`,
    error: ({ error }) => `${close(null)},"error":${JSON.stringify(error)}}`,
  };
}
