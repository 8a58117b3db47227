/** Questions that a run asks a human about a tool call, and the answers that the human may give. */
import type { Json } from '@perdure/runtime';
import type { ToolCallPart, ToolOutput } from '@perdure/thread';

/**
 * The question about one call, asked by a run in `awaitingInput`.
 *
 * - `approval`: may the tool be performed?
 * - `answer`: the tool has no `execute`, so the human's answer is its result
 */
export type Question = {
  type: 'approval' | 'answer';
  /** The id that the model gave the call. */
  toolCallId: string;
  toolName: string;
  input: Json;
  /** The last answer to this question, if it decided nothing. The question is asked again. */
  undecided?: Json;
};

/**
 * The answer to a question, for `run.answer`. With the call's id the answer counts for that call only, because one
 * model step may ask about several calls.
 *
 * An answer without an id (`true`, `'Berlin'`) is accepted only if nothing was recorded since the question. Words in
 * answer to a question for approval deny the call, and the model is given the words.
 */
export type QuestionAnswer =
  | { toolCallId: string; approved: boolean; reason?: string }
  | { toolCallId: string; output: Json };

/** The decision about a call: the tool is performed, or the call gets this result. */
export type Decision = { perform: true } | { perform: false; result: Result };

interface Result {
  output: Json;
  modelOutput?: ToolOutput;
}

/** Tools by name, as far as questions need them: a tool without `execute` is performed by a human. */
export type ToolTable = { readonly [name: string]: { readonly execute?: unknown } };

/**
 * The question about a call. It asks for approval if the tool has `execute`, and otherwise for the result of the call.
 */
export const questionOf = ({ id, name, input }: ToolCallPart, tools: ToolTable): Question => ({
  type: isPerformable(tools, name) ? 'approval' : 'answer',
  toolCallId: id,
  toolName: name,
  input,
});

export const isPerformable = (tools: ToolTable, name: string): boolean =>
  Object.hasOwn(tools, name) && tools[name]?.execute !== undefined;

/**
 * The decision that follows from an answer. Undefined if the answer names another call, or decides nothing.
 *
 * @param isFresh true if nothing was recorded since the question
 */
export function decide(question: Question, answer: Json, isFresh: boolean): Decision | undefined {
  const given = named(question, answer) ?? (isFresh ? plain(question, answer) : undefined);
  if (given === undefined) return undefined;
  if (question.type === 'answer')
    return given.output === undefined
      ? undefined
      : { perform: false, result: { output: given.output } };
  const { approved, reason } = given;
  if (approved === true) return { perform: true };
  if (approved === false) return { perform: false, result: denialResult(reason) };
  // Words are no yes. The tool is not performed, and the model is given the words.
  if (typeof approved !== 'string' || approved.trim() === '') return undefined;
  return { perform: false, result: denialResult(approved) };
}

/** The result of a call that was denied, with the words of the human. */
export function denialResult(reason?: Json): Result {
  const words = typeof reason === 'string' ? { reason } : {};
  return { output: { denied: true, ...words }, modelOutput: { type: 'denied', ...words } };
}

type AnswerFields = { readonly [field: string]: Json };

/** The fields of an answer that names the call of the question; undefined for any other answer. */
function named({ toolCallId }: Question, answer: Json): AnswerFields | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  return answer.toolCallId === toolCallId ? answer : undefined;
}

/** A plain answer, put into the field that the question asks for; undefined if the answer is not plain. */
function plain({ type }: Question, answer: Json): AnswerFields | undefined {
  if (answer === null) return undefined;
  // An answer with `toolCallId` is not a plain one, and this one names another call.
  if (typeof answer === 'object' && 'toolCallId' in answer) return undefined;
  return type === 'approval' ? { approved: answer } : { output: answer };
}
