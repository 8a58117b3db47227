/** The beginning of an attempt after a question: the human's answer decides about the open call. */
import type { Chunk, ProviderRequest } from '@perdure/runtime';
import type { Message } from '@perdure/thread';
import type { CallPart } from './calls.ts';
import { converse, type StreamTextCall } from './converse.ts';
import { toModelMessages } from './messages.ts';
import { decide, questionOf } from './question.ts';

/**
 * Continues a run whose question was answered. The decision is recorded before anything else is asked or generated.
 * Therefore a later attempt finds the result and not an open call, and does not decide again.
 *
 * @param open calls without a result, in order; the question was about the first one
 */
export async function* resume(
  { messages, runId, answer }: ProviderRequest,
  call: StreamTextCall,
  [open, next]: readonly [CallPart, ...CallPart[]],
): AsyncGenerator<Chunk> {
  const question = questionOf(open, call.tools);
  const ahead = next && questionOf(next, call.tools);
  const isFresh = messages.at(-1)?.parts.includes(open) ?? false;
  const decision = decide(question, answer, isFresh);
  if (decision === undefined) {
    yield { type: 'ask', question };
    return;
  }
  if (decision.perform) {
    yield* converse(call, toModelMessages(messages, open), ahead);
    return;
  }

  const { id, name } = open;
  const result = { type: 'toolResult', id, name, output: decision.output } as const;
  yield result;
  if (ahead !== undefined) {
    yield { type: 'ask', question: ahead };
    return;
  }
  yield { type: 'finishStep' };
  const answered: Message = {
    id: 'answered',
    runId,
    role: 'assistant',
    parts: [result],
    status: 'completed',
  };
  yield* converse(call, toModelMessages([...messages, answered]));
}
