/**
 * Converts messages of a thread to messages of the AI SDK. Reasoning is left out, because a provider accepts only
 * reasoning that the provider itself has signed.
 */
import type { Message, Part } from '@perdure/thread';
import type { AssistantContent, ModelMessage, ToolContent } from 'ai';
import { type CallPart, pairCalls, type ResultPart } from './calls.ts';

type Content = Exclude<AssistantContent, string>;

/** A part that follows a call: its result, or its approval. */
type Reply = ToolContent[number];

/**
 * Converts the messages. The result of a call is placed right after the call, because every provider requires this
 * order. A call without a result is left out, because providers refuse it and every later run of the thread would fail.
 *
 * @param approved a call without a result that a human has approved; the SDK performs it first
 */
export function toModelMessages(
  messages: readonly Message[],
  approved?: CallPart | undefined,
): ModelMessage[] {
  const pairs = pairCalls(messages);
  const replyTo = (call: CallPart): Reply | undefined => {
    const result = pairs.get(call);
    if (result !== undefined) return toResult(result);
    return call === approved ? toApproval(call) : undefined;
  };
  return messages.flatMap(({ role, parts }) =>
    role === 'user' ? user(parts) : modelSteps(parts).flatMap((step) => assistant(step, replyTo)),
  );
}

const user = (parts: readonly Part[]): ModelMessage[] => [
  { role: 'user', content: parts.flatMap((part) => (part.type === 'text' ? [part] : [])) },
];

/** The parts of each model step. A new step begins after tool results. */
function modelSteps(parts: readonly Part[]): Part[][] {
  const all: Part[][] = [[]];
  for (const [index, part] of parts.entries()) {
    if (parts[index - 1]?.type === 'toolResult' && part.type !== 'toolResult') all.push([]);
    all.at(-1)?.push(part);
  }
  return all;
}

function assistant(
  parts: readonly Part[],
  replyTo: (call: CallPart) => Reply | undefined,
): ModelMessage[] {
  const content: Content = [];
  const replies: ToolContent = [];
  for (const part of parts) {
    if (part.type === 'text') content.push(part);
    if (part.type !== 'toolCall') continue;
    const reply = replyTo(part);
    if (reply === undefined) continue;
    const { id: toolCallId, name: toolName, input } = part;
    content.push({ type: 'tool-call', toolCallId, toolName, input });
    if (reply.type === 'tool-approval-response') content.push(approvalRequest(part));
    replies.push(reply);
  }
  const answer: ModelMessage[] = content.length > 0 ? [{ role: 'assistant', content }] : [];
  return replies.length > 0 ? [...answer, { role: 'tool', content: replies }] : answer;
}

/**
 * Converts a result: a text as text and every other value as JSON, as the SDK converts the results of its own tools.
 */
const toResult = ({ id: toolCallId, name: toolName, output }: ResultPart): Reply => ({
  type: 'tool-result',
  toolCallId,
  toolName,
  output:
    typeof output === 'string' ? { type: 'text', value: output } : { type: 'json', value: output },
});

/**
 * The request for approval of a call. The SDK matches request and response by an id; the id of the call is used,
 * because a call has at most one approval.
 */
const approvalRequest = ({ id }: CallPart): Content[number] => ({
  type: 'tool-approval-request',
  approvalId: id,
  toolCallId: id,
});

const toApproval = ({ id }: CallPart): Reply => ({
  type: 'tool-approval-response',
  approvalId: id,
  approved: true,
});
