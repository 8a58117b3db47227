/** Our messages as the AI SDK's. Reasoning is left out: providers take back only what they have signed. */
import type { Message, Part } from '@perdure/runtime';
import type { AssistantContent, JSONValue, ModelMessage, ToolContent } from 'ai';

export const toModelMessages = (messages: readonly Message[]): ModelMessage[] =>
  messages.flatMap(({ role, parts }) => (role === 'user' ? user(parts) : assistant(parts)));

const user = (parts: readonly Part[]): ModelMessage[] => [
  { role: 'user', content: parts.flatMap((part) => (part.type === 'text' ? [part] : [])) },
];

/** One step of ours is two messages of theirs, if it has called tools. */
function assistant(parts: readonly Part[]): ModelMessage[] {
  const content: Exclude<AssistantContent, string> = [];
  const results: ToolContent = [];
  // A call that nobody answered is refused by every provider, and would end the thread for good.
  const answered = new Set(parts.flatMap((part) => (part.type === 'toolResult' ? [part.id] : [])));
  for (const part of parts) {
    if (part.type === 'text') content.push(part);
    if (part.type === 'toolCall' && answered.has(part.id)) {
      const { id: toolCallId, name: toolName, input } = part;
      content.push({ type: 'tool-call', toolCallId, toolName, input });
    }
    if (part.type === 'toolResult') {
      const { id: toolCallId, name: toolName } = part;
      const output = { type: 'json' as const, value: part.output as JSONValue };
      results.push({ type: 'tool-result', toolCallId, toolName, output });
    }
  }
  const said: ModelMessage[] = content.length > 0 ? [{ role: 'assistant', content }] : [];
  return results.length > 0 ? [...said, { role: 'tool', content: results }] : said;
}
