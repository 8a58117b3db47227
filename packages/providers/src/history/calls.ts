/** Matches the results of tool calls with their calls, across the messages of a thread. */
import type { Message, ToolCallPart, ToolResultPart } from '@perdure/thread';

/**
 * All calls in order, each with its result, or with undefined if it has none.
 *
 * A result may be in a later message than its call, because a human may have been asked in between. Both are always in
 * the same run. The id alone does not identify a call, because some providers count from 0 again in each answer.
 */
export function pairCalls(
  messages: readonly Message[],
): Map<ToolCallPart, ToolResultPart | undefined> {
  const pairs = new Map<ToolCallPart, ToolResultPart | undefined>();
  /** By run and id, the open calls of the last message that has any. */
  const open = new Map<string, ToolCallPart[]>();
  for (const { runId, parts } of messages) {
    for (const part of parts) {
      if (part.type !== 'toolCall' && part.type !== 'toolResult') continue;
      const key = `${runId}/${part.id}`;
      const calls = open.get(key) ?? [];
      if (part.type === 'toolCall') {
        pairs.set(part, undefined);
        open.set(key, [...calls.filter((call) => parts.includes(call)), part]);
      } else {
        const call = calls.find(({ name }) => name === part.name) ?? calls[0];
        if (call !== undefined) pairs.set(call, part);
        open.set(
          key,
          calls.filter((other) => other !== call),
        );
      }
    }
  }
  return pairs;
}

/**
 * The run's calls that wait for a human. These are all calls without a result, because an attempt leaves such a call
 * only if it ended with a question.
 */
export function openCalls(messages: readonly Message[], runId: string): ToolCallPart[] {
  const own = messages.filter((message) => message.runId === runId);
  return [...pairCalls(own)].flatMap(([call, result]) =>
    result === undefined && !call.providerExecuted ? [call] : [],
  );
}
