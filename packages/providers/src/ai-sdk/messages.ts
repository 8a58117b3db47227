/** Our messages as the AI SDK's. Reasoning is left out: providers take back only what they have signed. */
import type { Message, Part } from '@perdure/runtime';
import type { AssistantContent, JSONValue, ModelMessage, ToolContent } from 'ai';
import { type CallPart, pairCalls, type ResultPart } from './calls.ts';

type Said = Exclude<AssistantContent, string>;

/** What follows a call: its result, or the leave to perform it. */
type Reply = ToolContent[number];

/**
 * Every provider wants the results of calls right after them, and refuses a call that nobody answered: such a
 * one is left out, or it would end the thread for good.
 *
 * @param approved a call without a result that a human has approved; the SDK performs it before all else
 */
export function toModelMessages(
  messages: readonly Message[],
  approved?: CallPart | undefined,
): ModelMessage[] {
  const pairs = pairCalls(messages);
  const replyTo = (call: CallPart): Reply | undefined => {
    const result = pairs.get(call);
    if (result !== undefined) return toResult(result);
    return call === approved ? permission(call) : undefined;
  };
  return messages.flatMap(({ role, parts }) =>
    role === 'user' ? user(parts) : segments(parts).flatMap((parts) => assistant(parts, replyTo)),
  );
}

const user = (parts: readonly Part[]): ModelMessage[] => [
  { role: 'user', content: parts.flatMap((part) => (part.type === 'text' ? [part] : [])) },
];

/** What the model said between two looks at results. */
function segments(parts: readonly Part[]): Part[][] {
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
  const content: Said = [];
  const replies: ToolContent = [];
  for (const part of parts) {
    if (part.type === 'text') content.push(part);
    if (part.type !== 'toolCall') continue;
    const reply = replyTo(part);
    if (reply === undefined) continue;
    const { id: toolCallId, name: toolName, input } = part;
    content.push({ type: 'tool-call', toolCallId, toolName, input });
    if (reply.type === 'tool-approval-response') content.push(request(part));
    replies.push(reply);
  }
  const said: ModelMessage[] = content.length > 0 ? [{ role: 'assistant', content }] : [];
  return replies.length > 0 ? [...said, { role: 'tool', content: replies }] : said;
}

/** As the SDK itself gives back what its tools return: text as it is, all else as JSON. */
const toResult = ({ id: toolCallId, name: toolName, output }: ResultPart): Reply => ({
  type: 'tool-result',
  toolCallId,
  toolName,
  output:
    typeof output === 'string'
      ? { type: 'text', value: output }
      : { type: 'json', value: output as JSONValue },
});

// The SDK matches the two by an id of their own. A call has one approval at most, so its id will do.
const request = ({ id }: CallPart): Said[number] => ({
  type: 'tool-approval-request',
  approvalId: id,
  toolCallId: id,
});

const permission = ({ id }: CallPart): Reply => ({
  type: 'tool-approval-response',
  approvalId: id,
  approved: true,
});
