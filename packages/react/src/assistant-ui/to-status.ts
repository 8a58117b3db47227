/** The status of an answer in the words of assistant-ui. */
import type { MessageStatus } from '@assistant-ui/react';
import type { Failure } from '@perdure/failure';
import type { FinishReason, RunView } from '@perdure/thread';

/** Returns the text shown for a failure. */
export type ErrorText = (failure: Failure) => string;

export function toStatus(
  { state, failure, finishReason }: RunView,
  errorText: ErrorText,
): MessageStatus {
  switch (state) {
    case 'completed':
      return finishReason === null ? { type: 'complete', reason: 'unknown' } : ended[finishReason];
    case 'cancelled':
      return { type: 'incomplete', reason: 'cancelled' };
    case 'failed':
    case 'interrupted':
      return failure === null
        ? { type: 'incomplete', reason: 'other' }
        : {
            type: 'incomplete',
            reason: failure.kind === 'contentFiltered' ? 'content-filter' : 'error',
            error: errorText(failure),
          };
    case 'awaitingInput':
      return { type: 'requires-action', reason: 'interrupt' };
    default:
      return { type: 'running' };
  }
}

const ended: Record<FinishReason, MessageStatus> = {
  stop: { type: 'complete', reason: 'stop' },
  length: { type: 'incomplete', reason: 'length' },
  toolCalls: { type: 'incomplete', reason: 'tool-calls' },
  // An empty answer is complete, because the model ended it on purpose.
  empty: { type: 'complete', reason: 'stop' },
  other: { type: 'complete', reason: 'unknown' },
};
