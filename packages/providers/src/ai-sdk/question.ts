/** What a run asks a human about a tool call, and what the human may answer. */
import type { Json } from '@perdure/runtime';
import type { ToolSet } from 'ai';
import type { CallPart } from './calls.ts';

/**
 * The question of a run that awaits input, about one call.
 *
 * - `approval`: may the tool be performed?
 * - `answer`: the tool has no `execute`, so the human's answer is its result
 */
export type Question = {
  type: 'approval' | 'answer';
  /** The model's id of the call. */
  toolCallId: string;
  toolName: string;
  input: Json;
};

/**
 * The answer to a question, for `run.answer`. The call's id makes sure that the answer counts for this call only,
 * because one model step may ask about several.
 *
 * A plain answer without an id (`true`, `'Berlin'`) is accepted as long as nothing was recorded since the question.
 */
export type QuestionAnswer =
  | { toolCallId: string; approved: boolean; reason?: string }
  | { toolCallId: string; output: Json };

/** What follows from an answer: the tool is performed, or `output` is the call's result. */
export type Decision = { perform: true } | { perform: false; output: Json };

/** Asks for approval of a tool that can be performed, and for the result of a tool that can't. */
export const questionOf = ({ id, name, input }: CallPart, tools: ToolSet): Question => ({
  type: isPerformable(tools, name) ? 'approval' : 'answer',
  toolCallId: id,
  toolName: name,
  input,
});

export const isPerformable = (tools: ToolSet, name: string): boolean =>
  Object.hasOwn(tools, name) && tools[name]?.execute !== undefined;

/**
 * The decision that follows from an answer; undefined if none does, because the answer names another call or is neither
 * a yes nor a no.
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

/** The answer if it names the question's call. */
function named({ toolCallId }: Question, answer: Json): AnswerFields | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  return answer.toolCallId === toolCallId ? answer : undefined;
}

/** The answer as the field that the question asks for. */
function plain({ type }: Question, answer: Json): AnswerFields | undefined {
  if (answer === null) return undefined;
  // It names another call.
  if (typeof answer === 'object' && 'toolCallId' in answer) return undefined;
  return type === 'approval' ? { approved: answer } : { output: answer };
}
