/** Questions that a run asks a human about a tool call, and the answers that the human may give. */
import type { Json } from '@perdure/runtime';
import type { ToolCallPart } from '@perdure/thread';

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
 * An answer without an id (`true`, `'Berlin'`) counts for the question that the run asks at the time. Words in answer to
 * a question for approval deny the call, and the model is given the words.
 */
export type QuestionAnswer =
  | { toolCallId?: string; approved: boolean; reason?: string }
  | { toolCallId: string; output: Json };

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
