/** An answer of the model: a text, or the call of a tool. */
export type Answer =
  | { kind: 'text'; text: string }
  | { kind: 'toolCall'; id: string; name: string; arguments: string };

/** The part of an answer that is sent token by token. */
export const contentOf = (answer: Answer): string =>
  answer.kind === 'text' ? answer.text : answer.arguments;

export const finishReasonOf = ({ kind }: Answer): 'stop' | 'tool_calls' =>
  kind === 'text' ? 'stop' : 'tool_calls';

/** A tool call with empty arguments. Its arguments follow as tokens. */
export const emptyCall = ({ id, name }: Extract<Answer, { kind: 'toolCall' }>) => ({
  id,
  type: 'function',
  function: { name, arguments: '' },
});
