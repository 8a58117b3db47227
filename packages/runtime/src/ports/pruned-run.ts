/** The view of a run whose first event was pruned, made from the run itself. It has ended, because no other one is pruned. */
import { finishReasonOf, type RunView } from '@perdure/thread';
import { modelOf } from '../batch/request.ts';
import type { RunRecord } from './store.ts';

/** A run, with the times of its first and its last write, epoch milliseconds. */
export interface PageRun {
  run: RunRecord;
  createdAt: number;
  updatedAt: number;
}

export function prunedRun({ run: { id, stored }, createdAt, updatedAt }: PageRun): RunView {
  const { state, context } = stored;
  const { request, resumes, retryCount, totalRetryCount, policy, failure, output, usage } = context;
  return {
    id,
    // A context of an older version lacks fields.
    resumes: resumes ?? null,
    state,
    retryCount,
    maxRetries: (totalRetryCount ?? retryCount) > 0 ? policy.maxRetries : 0,
    retryAt: null,
    failure: failure ?? null,
    question: null,
    isAnswering: false,
    queuedAt: createdAt,
    endedAt: updatedAt,
    model: modelOf(request).model ?? null,
    finishReason: finishReasonOf(output),
    usage: usage ?? null,
    attempts: [],
  };
}
