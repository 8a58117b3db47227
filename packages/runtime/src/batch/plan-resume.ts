/** How a failed or interrupted run is taken up by a new one. */
import { isFinalState, resumingInput } from '@perdure/run';
import { type Message, type Receipt, UnknownRunError } from '@perdure/thread';
import type { RunRecord } from '../ports/store.ts';
import type { Batch } from './batch.ts';
import { modelOf } from './request.ts';

/**
 * Creates a run in the place of a failed or interrupted one. It begins with what that run had completed, which is what a
 * retry would have begun with (G7), and with its answer to a question.
 *
 * Refuses a run in another state, one that was replaced, and one after which another run has begun.
 *
 * @param threadId a run of another thread is unknown (G4)
 * @throws {InvalidPolicyError} for a stored policy out of this version's bounds
 */
export function planResume(
  batch: Batch,
  threadId: string,
  runId: string,
  newId: () => string,
): Receipt {
  const former = batch.findRun(runId);
  if (former?.threadId !== threadId) throw new UnknownRunError(runId);
  const { state, context } = former.stored;
  if (state !== 'failed' && state !== 'interrupted')
    return { accepted: false, reason: isFinalState(state) ? 'settled' : 'notApplicable' };
  if (batch.conversations.placeOf(runId) === undefined || batch.conversations.hasBegunAfter(former))
    return { accepted: false, reason: 'notApplicable' };

  const id = newId();
  const run = { id, threadId, stored: batch.begin(resumingInput(runId, context)) };
  const completed = batch.completedMessages(former);
  batch.create(run, former);
  batch.record(run, { type: 'run.queued', ...modelOf(context.request), replaces: runId });
  for (const message of completed) {
    const taken = takenOver(message, run, newId());
    batch.putMessage(run, taken, null);
    batch.record(run, { type: 'message.completed', message: taken });
  }
  batch.startIfNext(run);
  return { accepted: true, resumedBy: id };
}

/** The message as one of the new run. A prompt that its provider has refused is sent again, because a person asks so. */
function takenOver({ cut, ...message }: Message, run: RunRecord, id: string): Message {
  return { ...message, id, runId: run.id, ...(cut !== undefined && cut !== 'refused' && { cut }) };
}
