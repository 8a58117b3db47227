/** The approval of a call, as the SDK takes it. */
import type { ToolCallPart } from '@perdure/thread';
import { type AssistantContent, asSchema, jsonSchema, type ModelMessage } from 'ai';
import type { StreamTextCall } from './converse.ts';

type Content = Exclude<AssistantContent, string>[number];

/** A call whose approved arguments have been made ready for its tool. */
export interface ApprovedCall {
  /** The arguments as the tool takes them. */
  input: unknown;
  /** The settings, in which the arguments are made only once: a schema may fill in another default each time. */
  call: StreamTextCall;
}

/**
 * Makes of the arguments what the tool's schema, and the app's refinement after it, make of them. The SDK does so as well,
 * and compares both before it performs the tool (`ai` 7.0.173). Arguments that the schema refuses stay as they are, and
 * the SDK tells the model of the error.
 */
export async function approve(
  call: StreamTextCall,
  { name, input }: ToolCallPart,
): Promise<ApprovedCall> {
  const tool = Object.hasOwn(call.tools, name) ? call.tools[name] : undefined;
  if (tool === undefined) return { input, call };
  const { experimental_refineToolInput: refinements = {} } = call;
  const refine = Object.hasOwn(refinements, name) ? refinements[name] : undefined;
  const schema = asSchema(tool.inputSchema);
  try {
    const result = await schema.validate?.(structuredClone(input));
    if (!result?.success) return { input, call };
    const { value } = result;
    const refined = refine === undefined ? value : await refine(value);
    let isChecked = false;
    const validate: typeof schema.validate = (given) => {
      // The model may call the tool anew with the same arguments, which are then made anew.
      if (isChecked || !isEqual(given, input)) return schema.validate?.(given) ?? result;
      isChecked = true;
      return result;
    };
    const inputSchema = jsonSchema(() => schema.jsonSchema, { validate });
    const refineOnce = (given: unknown) => (given === value ? refined : refine?.(given));
    return {
      input: refined,
      call: {
        ...call,
        tools: { ...call.tools, [name]: { ...tool, inputSchema } as typeof tool },
        ...(refine && { experimental_refineToolInput: { ...refinements, [name]: refineOnce } }),
      },
    };
  } catch {
    return { input, call };
  }
}

const isEqual = (given: unknown, input: unknown): boolean =>
  JSON.stringify(given) === JSON.stringify(input);

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
