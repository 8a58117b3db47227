/** Questions that a run asks a human about a tool call, and the answers that the human may give. */
import type { Json } from '@perdure/runtime';
import type { ToolSet } from 'ai';
import type { CallPart } from './calls.ts';

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
};

/**
 * The answer to a question, for `run.answer`. With the call's id the answer counts for that call only, because one
 * model step may ask about several calls.
 *
 * An answer without an id (`true`, `'Berlin'`) is accepted only if nothing was recorded since the question.
 */
export type QuestionAnswer =
  | { toolCallId: string; approved: boolean; reason?: string }
  | { toolCallId: string; output: Json };

/** The decision about a call: the tool is performed, or `output` becomes the result of the call. */
export type Decision = { perform: true } | { perform: false; output: Json };

/**
 * The question about a call. It asks for approval if the tool has `execute`, and otherwise for the result of the call.
 */
export const questionOf = ({ id, name, input }: CallPart, tools: ToolSet): Question => ({
  type: isPerformable(tools, name) ? 'approval' : 'answer',
  toolCallId: id,
  toolName: name,
  input,
});

export const isPerformable = (tools: ToolSet, name: string): boolean =>
  Object.hasOwn(tools, name) && tools[name]?.execute !== undefined;

/**
 * The decision that follows from an answer. Undefined if the answer names another call, or is neither a yes nor a no.
 *
 * @param isFresh true if nothing was recorded since the question
 */
export function decide(question: Question, answer: Json, isFresh: boolean): Decision | undefined {
  const given = named(question, answer) ?? (isFresh ? plain(question, answer) : undefined);
  if (given === undefined) return undefined;
  if (question.type === 'answer')
    return given.output === undefined ? undefined : { perform: false, output: given.output };
  if (typeof given.approved !== 'boolean') return undefined;
  if (given.approved) return { perform: true };
  return { perform: false, output: denial(given.reason) };
}

/** The result of a call that was denied. */
export const denial = (reason?: Json): Json => ({
  denied: true,
  ...(typeof reason === 'string' && { reason }),
});

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
