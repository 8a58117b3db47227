/** Everything that a small chat screen needs of a thread. */
import type { Failure } from '@perdure/failure';
import type { Json } from '@perdure/run/words';
import {
  currentRun,
  type Message,
  type PagedThread,
  pagedThread,
  type RunView,
  type Thread,
} from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useMemo } from 'react';
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
  /** True if messages come before those that are shown; always false without `limit`. */
  hasEarlier: boolean;
  /**
   * Shows the page before the messages. Resolves once it is there. Rejects if its request failed, with an error of
   * `Thread.page`; a rejection that nobody handles does not reach the page.
   */
  loadEarlier: () => Promise<void>;
}

/** Options of `useThread`. */
export interface ThreadOptions {
  /** Messages on a page, 1 to 500: the last ones are shown first. @default all messages are shown */
  limit?: number;
}

const nothingEarlier = async (): Promise<void> => {};

/**
 * The state of a thread. Renders at each piece of text, because it returns all messages. An unchanged message stays the
 * same object. Use `useMessageIds` for a list that must not render with each piece.
 *
 * @throws {RangeError} unless `limit` is a whole number from 1 to 500
 */
export function useThread(thread: Thread, { limit }: ThreadOptions = {}): ThreadState {
  const shown = useMemo(
    (): Thread | PagedThread => (limit === undefined ? thread : pagedThread(thread, { limit })),
    [thread, limit],
  );
  const view = useSelector(shown, (all) => all);
  const actions = useActions(shown);
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
    hasEarlier: view.hasEarlier,
    loadEarlier: 'loadEarlier' in shown ? shown.loadEarlier : nothingEarlier,
  };
}
