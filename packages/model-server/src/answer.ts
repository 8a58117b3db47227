/** What the model answers: words, or the call of a tool. */
export type Answer =
  | { kind: 'words'; text: string }
  | { kind: 'toolCall'; id: string; name: string; arguments: string };

/** The part of an answer that goes out token by token. */
export const contentOf = (answer: Answer): string =>
  answer.kind === 'words' ? answer.text : answer.arguments;

export const finishReasonOf = ({ kind }: Answer): 'stop' | 'tool_calls' =>
  kind === 'words' ? 'stop' : 'tool_calls';

/** The call as both formats write it, with its arguments still to come. */
export const emptyCall = ({ id, name }: Extract<Answer, { kind: 'toolCall' }>) => ({
  id,
  type: 'function',
  function: { name, arguments: '' },
});
