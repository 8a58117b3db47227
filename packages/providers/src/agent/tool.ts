/** Tools of an agent: what an app defines, and the result of a call. */
import { redact } from '@perdure/failure';
import type { Chunk, Json, NewToolOutput } from '@perdure/runtime';
import { asJson, type ToolCallPart } from '@perdure/thread';
import { newModelOutput } from './new-model-output.ts';

/** What a tool is told about its call. */
export interface ToolContext {
  /** Aborts when the attempt ends. */
  signal: AbortSignal;
  /** Of the attempt, `runId/fence`. */
  idempotencyKey: string;
  runId: string;
  /** The model's id of the call. A call that a human has approved keeps it in every attempt of its run. */
  toolCallId: string;
}

/** A function that the model may call. Without `execute`, the answer of a human is the result of the call. */
export interface Tool {
  description?: string;
  /** JSON Schema of the arguments, which are an object. */
  inputSchema: { readonly [keyword: string]: unknown };
  /**
   * Performs a call. Its return value must have a JSON form. What it throws becomes a result that tells the model of the
   * error. Arguments are not checked against the schema.
   */
  execute?(input: unknown, context: ToolContext): unknown;
  /**
   * True if a human must approve each call, or a function that decides by the arguments. A human is asked as well if the
   * function throws. @default false
   */
  needsApproval?: boolean | ((input: unknown) => boolean | Promise<boolean>);
  /**
   * The result as the model is given it, such as a picture.
   * @default a text as text, all else as JSON; also if the function throws, or gives what cannot be recorded
   */
  toModelOutput?(output: unknown): NewToolOutput | Promise<NewToolOutput>;
}

/** Tools by name. */
export type Tools = { readonly [name: string]: Tool };

export type ToolResultChunk = Extract<Chunk, { type: 'toolResult' }>;

export const toolOf = (tools: Tools, name: string): Tool | undefined =>
  Object.hasOwn(tools, name) ? tools[name] : undefined;

/** True if a human has to approve the call, or to answer it. A call that cannot be performed is asked about by nobody. */
export async function needsHuman(tools: Tools, call: ToolCallPart): Promise<boolean> {
  const tool = toolOf(tools, call.name);
  if (tool === undefined || call.invalid) return false;
  const { execute, needsApproval = false } = tool;
  if (execute === undefined) return true;
  if (typeof needsApproval !== 'function') return needsApproval;
  try {
    return await needsApproval(call.input);
  } catch {
    return true;
  }
}

/** Performs a call. Never rejects, because an error is a result too: the model is given it and continues. */
export async function perform(
  tools: Tools,
  { id, name, input, invalid }: ToolCallPart,
  context: Omit<ToolContext, 'toolCallId'>,
): Promise<ToolResultChunk> {
  try {
    const tool = toolOf(tools, name);
    if (tool === undefined) throw new Error(`There is no tool ${name}.`);
    if (invalid) throw new Error('The arguments are no JSON.');
    const output = toJson(await tool.execute?.(input, { ...context, toolCallId: id }));
    const modelOutput = await newModelOutput(tool, output);
    return { type: 'toolResult', id, name, output, ...(modelOutput && { modelOutput }) };
  } catch (error) {
    const text = redact(wordsOf(error)).toWellFormed();
    return { type: 'toolResult', id, name, output: { error: text }, isError: true };
  }
}

/** @throws {Error} for a value without a JSON form; it says that the tool has been performed, or it might be again */
function toJson(made: unknown): Json {
  try {
    return asJson((made ?? null) as Json);
  } catch {
    throw new Error('The tool was performed, but its result has no JSON form.');
  }
}

/** What was thrown, in words. What a tool throws may be anything, even an object that cannot be made a text. */
function wordsOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } catch {
    return 'The tool has failed.';
  }
}

/** The arguments of a call; the text itself if it is no JSON. */
export function toInput(json: string): Pick<ToolCallPart, 'input' | 'invalid'> {
  try {
    return { input: json === '' ? {} : JSON.parse(json) };
  } catch {
    return { input: json, invalid: true };
  }
}
