/** The actions of a thread for components: they never reject, and what came to nothing is state. */
import { useCallback, useMemo, useState } from 'react';
import { type Actions, createActions } from './actions.ts';
import type { ChatThread } from './chat-thread.ts';
import { useAwaitedRun } from './use-awaited-run.ts';

export interface ThreadActions extends Actions {
  /** Why the last request of this component came to nothing, until one succeeds: no answer, or a refusal. */
  problem: Error | null;
  /** Lets the problem go. */
  dismiss: () => void;
  /** A prompt is on its way, and its run not shown yet. */
  isSending: boolean;
}

/** The functions stay the same for as long as the thread does. Renders when a request begins or ends, not with the thread. */
export function useActions(thread: ChatThread): ThreadActions {
  const [problem, setProblem] = useState<Error | null>(null);
  const [sending, setSending] = useState(0);
  const [isAwaited, awaitRun] = useAwaitedRun(thread);

  const actions = useMemo<Actions>(() => {
    const safe =
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
    const sent =
      <A extends unknown[]>(act: (...given: A) => Promise<boolean>) =>
      async (...given: A): Promise<boolean> => {
        setSending((count) => count + 1);
        const isRecorded = await safe(act)(...given);
        setSending((count) => count - 1);
        return isRecorded;
      };
    const { start, edit, regenerate, stop, cancel, retryNow, answer } = createActions(
      thread,
      awaitRun,
    );
    return {
      start: sent(start),
      edit: sent(edit),
      regenerate: sent(regenerate),
      stop: safe(stop),
      cancel: safe(cancel),
      retryNow: safe(retryNow),
      answer: safe(answer),
    };
  }, [thread, awaitRun]);

  const dismiss = useCallback(() => setProblem(null), []);
  return { ...actions, problem, dismiss, isSending: sending > 0 || isAwaited };
}
