/** Matches the results of tool calls with their calls, across the messages of a thread. */
import type { Message, Part } from '@perdure/thread';

export type CallPart = Extract<Part, { type: 'toolCall' }>;
export type ResultPart = Extract<Part, { type: 'toolResult' }>;

/**
 * All calls in order, each with its result, or with undefined if it has none.
 *
 * A result may be in a later message than its call, because a human may have been asked in between. Both are always in
 * the same run. The id alone does not identify a call, because some providers count from 0 again in each answer.
 */
export function pairCalls(messages: readonly Message[]): Map<CallPart, ResultPart | undefined> {
  const pairs = new Map<CallPart, ResultPart | undefined>();
  const open = new Map<string, CallPart>();
  for (const { runId, parts } of messages) {
    for (const part of parts) {
      if (part.type === 'toolCall') {
        pairs.set(part, undefined);
        open.set(`${runId}/${part.id}`, part);
      }
      if (part.type === 'toolResult') {
        const call = open.get(`${runId}/${part.id}`);
        if (call !== undefined) pairs.set(call, part);
        open.delete(`${runId}/${part.id}`);
      }
    }
  }
  return pairs;
}

/**
 * The run's calls that wait for a human. These are all calls without a result, because an attempt leaves such a call
 * only if it ended with a question.
 */
export function openCalls(messages: readonly Message[], runId: string): CallPart[] {
  const own = messages.filter((message) => message.runId === runId);
  return [...pairCalls(own)].flatMap(([call, result]) => (result === undefined ? [call] : []));
}
