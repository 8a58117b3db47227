/** Tools of an agent: what an app defines, and the result of a call. */
import { redact } from '@perdure/failure';
import type { Chunk, Json, NewToolOutput } from '@perdure/runtime';
import { asJson, type ToolCallPart } from '@perdure/thread';

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
  /** True if a human must approve each call, or a function that decides by the arguments. @default false */
  needsApproval?: boolean | ((input: unknown) => boolean | Promise<boolean>);
  /** The result as the model is given it, such as a picture. @default a text as text, all else as JSON */
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
  return typeof needsApproval === 'function' ? needsApproval(call.input) : needsApproval;
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
    const made = await tool.execute?.(input, { ...context, toolCallId: id });
    const output = asJson((made ?? null) as Json);
    const modelOutput = await tool.toModelOutput?.(output);
    return { type: 'toolResult', id, name, output, ...(modelOutput && { modelOutput }) };
  } catch (error) {
    const text = redact(error instanceof Error ? error.message : String(error)).toWellFormed();
    return { type: 'toolResult', id, name, output: { error: text }, isError: true };
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
