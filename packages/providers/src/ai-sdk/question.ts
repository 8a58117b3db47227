/** What a run asks a human about a call, and what the human may say to it. */
import type { ProviderRequest } from '@perdure/runtime';
import type { ToolSet } from 'ai';
import type { CallPart } from './calls.ts';

type Json = ProviderRequest['answer'];

/**
 * The question of a run that awaits input: one call at a time.
 *
 * - `approval`: may the tool be performed?
 * - `answer`: the tool has nothing that performs it, so what the human says is its result.
 */
export type Question = {
  type: 'approval' | 'answer';
  toolCallId: string;
  toolName: string;
  input: Json;
};

/**
 * The answer to it. The call's id makes sure that it is taken for this call alone, also when one step asks for
 * several. `run.answer` takes it plain, too, `true` or `'Berlin'`, as long as nothing else came in between.
 */
export type QuestionAnswer =
  | { toolCallId: string; approved: boolean; reason?: string }
  | { toolCallId: string; output: Json };

/** What to do with a call: perform it, or take this for its result. */
export type Decision = { perform: true } | { perform: false; output: Json };

/** A tool that can be performed was held back for approval; one that can't has nobody but the human. */
export const questionOf = ({ id, name, input }: CallPart, tools: ToolSet): Question => ({
  type: isPerformable(tools, name) ? 'approval' : 'answer',
  toolCallId: id,
  toolName: name,
  input,
});

export const isPerformable = (tools: ToolSet, name: string): boolean =>
  Object.hasOwn(tools, name) && tools[name]?.execute !== undefined;

/**
 * What the answer decides. Undefined if it decides nothing: it is for another call, or no yes and no no.
 *
 * @param isFresh whether nothing has been recorded since the question was put
 */
export function decide(question: Question, answer: Json, isFresh: boolean): Decision | undefined {
  const said = addressed(question, answer) ?? (isFresh ? plain(question, answer) : undefined);
  if (said === undefined) return undefined;
  if (question.type === 'answer')
    return said.output === undefined ? undefined : { perform: false, output: said.output };
  if (typeof said.approved !== 'boolean') return undefined;
  if (said.approved) return { perform: true };
  return { perform: false, output: denial(said.reason) };
}

/** The result of a call that nobody will perform. */
export const denial = (reason?: Json): Json => ({
  denied: true,
  ...(typeof reason === 'string' && { reason }),
});

type Said = Readonly<Record<string, Json>>;

function addressed({ toolCallId }: Question, answer: Json): Said | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  return answer.toolCallId === toolCallId ? (answer as Said) : undefined;
}

function plain({ type }: Question, answer: Json): Said | undefined {
  if (answer === null) return undefined;
  // An id that is not the call's: this was meant for another.
  if (typeof answer === 'object' && 'toolCallId' in answer) return undefined;
  return type === 'approval' ? { approved: answer } : { output: answer };
}
