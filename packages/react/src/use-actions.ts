/** The actions of a thread for React components. They never reject; the error of a failed request is in `problem`. */
import type { Thread } from '@perdure/thread';
import { useCallback, useMemo, useState } from 'react';
import { type Actions, createActions } from './actions.ts';
import { useAwaitedRun } from './use-awaited-run.ts';

/** The actions, and the state of their requests. An action resolves with false if its request failed. */
export interface ThreadActions extends Actions {
  /**
   * Why this component's last request failed: an error of `Thread.start` or `Thread.send`. Null once a later one
   * succeeds.
   */
  problem: Error | null;
  /** Sets `problem` to null. */
  dismiss: () => void;
  /** True from the request to start a run until the view has that run. */
  isSending: boolean;
}

/**
 * The actions, as the same functions while `thread` is the same. Renders when a request begins or ends, not at events.
 */
export function useActions(thread: Thread): ThreadActions {
  const [problem, setProblem] = useState<Error | null>(null);
  const [sending, setSending] = useState(0);
  const [isAwaited, awaitRun] = useAwaitedRun(thread);

  const actions = useMemo<Actions>(() => {
    const catching =
      <A extends unknown[]>(act: (...given: A) => Promise<boolean>) =>
      async (...given: A): Promise<boolean> => {
        try {
          const isRecorded = await act(...given);
          setProblem(null);
          return isRecorded;
        } catch (error) {
          setProblem(error instanceof Error ? error : new Error(String(error)));
          return false;
        }
      };
    const counting =
      <A extends unknown[]>(act: (...given: A) => Promise<boolean>) =>
      async (...given: A): Promise<boolean> => {
        setSending((count) => count + 1);
        const isRecorded = await catching(act)(...given);
        setSending((count) => count - 1);
        return isRecorded;
      };
    const given = createActions(thread, awaitRun);
    return {
      start: counting(given.start),
      edit: counting(given.edit),
      regenerate: counting(given.regenerate),
      resume: counting(given.resume),
      stop: catching(given.stop),
      cancel: catching(given.cancel),
      startQueued: catching(given.startQueued),
      cancelQueued: catching(given.cancelQueued),
      retryNow: catching(given.retryNow),
      answer: catching(given.answer),
    };
  }, [thread, awaitRun]);

  const dismiss = useCallback(() => setProblem(null), []);
  return { ...actions, problem, dismiss, isSending: sending > 0 || isAwaited };
}
