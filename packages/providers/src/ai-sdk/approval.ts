/** The approval of a call, as the SDK takes it. */
import type { ToolCallPart } from '@perdure/thread';
import { type AssistantContent, asSchema, type ModelMessage } from 'ai';
import type { StreamTextCall } from './converse.ts';

type Content = Exclude<AssistantContent, string>[number];

/**
 * What the tool's schema, and the app's refinement after it, make of the arguments. The SDK compares both before it
 * performs the tool (`ai` 7.0.173). Arguments that the schema refuses stay as they are, and the SDK tells the model of
 * the error.
 */
export async function approvedInput(
  { tools, experimental_refineToolInput: refinements }: StreamTextCall,
  { name, input }: ToolCallPart,
): Promise<unknown> {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  try {
    const result = await asSchema(tool?.inputSchema).validate?.(structuredClone(input));
    if (!result?.success) return input;
    const refine = Object.hasOwn(refinements ?? {}, name) ? refinements?.[name] : undefined;
    return refine === undefined ? result.value : await refine(result.value);
  } catch {
    return input;
  }
}

/**
 * The messages with the approval of a call. The SDK matches request and response by an id; the id of the call is used,
 * because a call has at most one approval. The response stands in the last message, because the SDK looks for it there
 * alone, and beside the results of other calls of the same step.
 *
 * @param input the call's arguments as its tool takes them
 */
export function withApproval(
  messages: readonly ModelMessage[],
  { id, input: inputSchemaInput }: ToolCallPart,
  input: unknown,
): ModelMessage[] {
  const request: Content = {
    type: 'tool-approval-request',
    approvalId: id,
    toolCallId: id,
    inputSchemaInput,
  };
  const response = { type: 'tool-approval-response', approvalId: id, approved: true } as const;
  const all = messages.map((message): ModelMessage => {
    if (message.role !== 'assistant' || typeof message.content === 'string') return message;
    const isOpen = (part: Content) => part.type === 'tool-call' && part.toolCallId === id;
    if (!message.content.some(isOpen)) return message;
    const content = message.content.map((part) => (isOpen(part) ? { ...part, input } : part));
    return { ...message, content: [...content, request] as Content[] };
  });
  const last = all.at(-1);
  return last?.role === 'tool'
    ? [...all.slice(0, -1), { ...last, content: [...last.content, response] }]
    : [...all, { role: 'tool', content: [response] }];
}
