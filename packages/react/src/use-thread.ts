/** All that a small chat screen needs of a thread. */
import type { Failure } from '@perdure/failure';
import type { Json } from '@perdure/run';
import { currentRun, type Message, type RunView } from '@perdure/runtime/view';
import { useSelector } from '@xstate/react';
import type { ChatThread } from './chat-thread.ts';
import { type ThreadActions, useActions } from './use-actions.ts';
import { type ChatStatus, errorOf, type Retry, retryOf, statusOf } from './view-status.ts';

export interface ThreadState extends ThreadActions {
  messages: readonly Message[];
  status: ChatStatus;
  /** Why the last run came to nothing, while `status` is `error`. */
  error: Failure | null;
  /** The retry that is waited for or under way. */
  retry: Retry | null;
  /** What the run asks, if it does: reply with `answer`. */
  question: Json;
  /** The run under way, or else the last one. */
  run: RunView | undefined;
}

/**
 * Renders with each piece of text, for it gives all messages. A message that has not changed stays the same
 * object; where the list itself must stay still, see `useMessageIds`.
 */
export function useThread(thread: ChatThread): ThreadState {
  const view = useSelector(thread, (all) => all);
  const actions = useActions(thread);
  const run = currentRun(view);
  return {
    ...actions,
    messages: view.messages,
    status: actions.isSending ? 'submitted' : statusOf(view),
    error: errorOf(run),
    retry: retryOf(run),
    question: run?.question ?? null,
    run,
  };
}
