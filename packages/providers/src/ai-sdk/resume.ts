/** The beginning of an attempt after a question: the human's answer decides about the open call. */
import type { Chunk } from '@perdure/runtime';
import type { Message, ToolCallPart } from '@perdure/thread';
import { decide } from '../questions/decide.ts';
import { questionOf } from '../questions/question.ts';
import { converse } from './converse.ts';
import { type Conversation, toApprovedHistory, toHistory } from './history.ts';

/**
 * Continues a run whose question was answered. The decision is recorded before anything else is asked or generated.
 * Therefore a later attempt finds the result and not an open call, and does not decide again.
 *
 * @param open calls without a result, in order; the question was about the first one
 */
export async function* resume(
  conversation: Conversation,
  [open, next]: readonly [ToolCallPart, ...ToolCallPart[]],
): AsyncGenerator<Chunk> {
  const { request, call, origin } = conversation;
  const { messages, runId, answer } = request;
  const ahead = next && questionOf(next, call.tools);
  const { question, decision } = decide(open, call.tools, request);
  if (decision === undefined) {
    yield {
      type: 'ask',
      question: answer === null ? question : { ...question, undecided: answer },
    };
    return;
  }
  if (decision.perform) {
    yield { type: 'toolStarted', id: open.id, name: open.name };
    const approved = await toApprovedHistory(conversation, open);
    yield* converse(approved.call, origin, approved.history, ahead);
    return;
  }

  const { id, name } = open;
  const result = { type: 'toolResult', id, name, ...decision.result } as const;
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
    origin,
  };
  yield* converse(call, origin, await toHistory(conversation, [...messages, answered]));
}
