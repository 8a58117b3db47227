/** What a human's answer decides about a call. */
import type { Json, ProviderRequest } from '@perdure/runtime';
import type { ToolCallPart, ToolOutput } from '@perdure/thread';
import { isPerformable, type Question, questionOf, type ToolTable } from './question.ts';

/** The decision about a call: the tool is performed, or the call gets this result. */
export type Decision = { perform: true } | { perform: false; result: Result };

interface Result {
  output: Json;
  modelOutput?: ToolOutput;
  isError?: true;
}

/** The question about a call, and the decision; undefined if the answer names another call, or decides nothing. */
export interface Decided {
  question: Question;
  decision: Decision | undefined;
}

/** Decides about an open call. The question is of the type in which it was asked, also if the tool is gone since. */
export function decide(
  call: ToolCallPart,
  tools: ToolTable,
  { messages, answer, question: asked = null }: ProviderRequest,
): Decided {
  const { toolCallId, type } = Object(asked) as Partial<Question>;
  const wasAsked = toolCallId === call.id;
  // A run of an older version does not know its question. Its answer counts if nothing was recorded since.
  const isFresh = asked === null && (messages.at(-1)?.parts.includes(call) ?? false);
  const question = { ...questionOf(call, tools), ...(wasAsked && type !== undefined && { type }) };
  const fields = named(question, answer) ?? (wasAsked || isFresh ? plain(question, answer) : null);
  const decision = fields === null ? undefined : decisionOf(question, fields);
  const isGone = decision?.perform === true && !isPerformable(tools, call.name);
  return { question, decision: isGone ? { perform: false, result: gone(call) } : decision };
}

function decisionOf({ type }: Question, fields: AnswerFields): Decision | undefined {
  const { output, approved, reason, text } = fields;
  if (type === 'answer')
    return output === undefined ? undefined : { perform: false, result: { output } };
  if (approved === true) return { perform: true };
  // Words are no yes. The tool is not performed, and the model is given the words.
  const words = [reason, approved, text].find((word) => typeof word === 'string' && word.trim());
  return approved === false || words !== undefined
    ? { perform: false, result: denialResult(words) }
    : undefined;
}

/** The result of a call that was denied, with the words of the human. */
export function denialResult(reason?: Json): Result {
  const words = typeof reason === 'string' ? { reason } : {};
  return { output: { denied: true, ...words }, modelOutput: { type: 'denied', ...words } };
}

const gone = ({ name }: ToolCallPart): Result => ({
  output: { error: `There is no tool '${name}' any more. The call was not performed.` },
  isError: true,
});

type AnswerFields = { readonly [field: string]: Json };

/** The fields of an answer that names the call of the question; null for any other answer. */
function named({ toolCallId }: Question, answer: Json): AnswerFields | null {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null;
  return answer.toolCallId === toolCallId ? answer : null;
}

/** A plain answer as fields; null if the answer is none, or names another call. */
function plain({ type }: Question, answer: Json): AnswerFields | null {
  if (answer === null) return null;
  if (type === 'answer')
    return typeof answer === 'object' && 'toolCallId' in answer ? null : { output: answer };
  if (Array.isArray(answer)) return { text: answer.map(textOf).join(' ') };
  if (typeof answer !== 'object') return { approved: answer };
  return 'toolCallId' in answer ? null : answer;
}

/** The text of a part of a prompt, for a screen that sends words as parts. */
const textOf = (part: Json): string => String((Object(part) as { text?: unknown }).text ?? '');
