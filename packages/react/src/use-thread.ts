/** Everything that a small chat screen needs of a thread. */
import type { Failure } from '@perdure/failure';
import type { Json } from '@perdure/run/words';
import { currentRun, type Message, type RunView, type Thread } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import {
  type ChatStatus,
  errorOf,
  type HeldQueue,
  heldOf,
  type Retry,
  retryOf,
  statusOf,
} from './chat-status.ts';
import { type ThreadActions, useActions } from './use-actions.ts';

/** A thread in the words of a chat screen, and its actions. */
export interface ThreadState extends ThreadActions {
  messages: readonly Message[];
  status: ChatStatus;
  /** Why the last run failed or was interrupted; null unless `status` is `error`. */
  error: Failure | null;
  /** The retry that is awaited or under way. */
  retry: Retry | null;
  /** The question of a run in `awaitingInput`, to be replied to with `answer`; null otherwise. */
  question: Json;
  /** Why queued prompts do not start by themselves; null if they do, and if there are none. */
  held: HeldQueue | null;
  /** The first run that is not over, or else the last; the failed run while the queue is held. */
  run: RunView | undefined;
}

/**
 * The state of a thread. Renders at each piece of text, because it returns all messages. An unchanged message stays the
 * same object. Use `useMessageIds` for a list that must not render with each piece.
 */
export function useThread(thread: Thread): ThreadState {
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
    held: heldOf(view),
    run,
  };
}
