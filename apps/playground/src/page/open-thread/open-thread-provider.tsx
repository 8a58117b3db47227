/** A React provider that opens a thread for its child components. */
import { connectThread } from '@perdure/http/client';
import { type Actions, useActions } from '@perdure/react';
import { pagedThread } from '@perdure/thread';
import { type ReactNode, useMemo, useRef } from 'react';
import { type OpenThread, OpenThreadContext, type ShownThread } from './open-thread.ts';
import { useDismissal } from './use-dismissal.ts';
import { useModel } from './use-model.ts';

interface Props {
  threadId: string;
  /** True to begin with the last messages, false to load all of them. */
  isPaged: boolean;
  children: ReactNode;
}

export function OpenThreadProvider({ threadId, isPaged, children }: Props) {
  const thread = useMemo<ShownThread>(() => {
    const connected = connectThread({ url: '/api', threadId });
    return isPaged ? pagedThread(connected) : connected;
  }, [threadId, isPaged]);
  const {
    start,
    edit,
    regenerate,
    resume,
    stop,
    cancel,
    startQueued,
    cancelQueued,
    retryNow,
    answer,
    problem,
    dismiss,
  } = useActions(thread);
  const { models, asked, model, setModel } = useModel(thread);
  const composer = useRef<HTMLTextAreaElement>(null);
  const planChange = useRef(Promise.resolve());

  useDismissal(thread, problem, dismiss);

  const actions = useMemo<Actions>(() => {
    const chosen = asked === undefined ? {} : { model: asked };
    /** Wraps an action so that the focus moves to the composer, because the pressed button is about to be removed. */
    const focusing =
      <A extends unknown[]>(act: (...given: A) => Promise<boolean>) =>
      (...given: A) => {
        composer.current?.focus({ preventScroll: true });
        return act(...given);
      };
    return {
      start: (prompt) => planChange.current.then(() => start(prompt, chosen)),
      edit: (runId, prompt) => planChange.current.then(() => edit(runId, prompt, chosen)),
      regenerate: focusing((runId) => planChange.current.then(() => regenerate(runId, chosen))),
      resume: focusing((runId) => planChange.current.then(() => resume(runId))),
      stop: focusing(stop),
      cancel: focusing(cancel),
      startQueued: focusing(() => planChange.current.then(startQueued)),
      cancelQueued: focusing(cancelQueued),
      retryNow: focusing(retryNow),
      answer: focusing(answer),
    };
  }, [
    asked,
    start,
    edit,
    regenerate,
    resume,
    stop,
    cancel,
    startQueued,
    cancelQueued,
    retryNow,
    answer,
  ]);

  const open = useMemo<OpenThread>(
    () => ({ thread, actions, problem, models, asked, model, setModel, composer, planChange }),
    [thread, actions, problem, models, asked, model, setModel],
  );
  return <OpenThreadContext value={open}>{children}</OpenThreadContext>;
}
