/** Opens a thread for everything below. */
import { connectThread } from '@perdure/http/client';
import { type Actions, useActions } from '@perdure/react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { isUnanswered } from './is-unanswered.ts';
import { type OpenThread, OpenThreadContext } from './open-thread.ts';

interface Props {
  threadId: string;
  children: ReactNode;
}

export function OpenThreadProvider({ threadId, children }: Props) {
  const thread = useMemo(() => connectThread({ url: '/api', threadId }), [threadId]);
  const { start, edit, regenerate, stop, cancel, retryNow, answer, problem, dismiss } =
    useActions(thread);
  const [model, setModel] = useState<string>();
  const composer = useRef<HTMLTextAreaElement>(null);
  const planChange = useRef(Promise.resolve());

  useEffect(() => {
    if (!isUnanswered(problem)) return;
    const subscription = thread.connection.subscribe((state) => {
      if (state === 'open') dismiss();
    });
    return () => subscription.unsubscribe();
  }, [thread, problem, dismiss]);

  const actions = useMemo<Actions>(() => {
    const chosen = model === undefined ? {} : { model };
    /** The button that asks is about to go: the focus goes to the composer. */
    const leaving =
      <A extends unknown[]>(ask: (...given: A) => Promise<boolean>) =>
      (...given: A) => {
        composer.current?.focus({ preventScroll: true });
        return ask(...given);
      };
    return {
      start: (prompt) => planChange.current.then(() => start(prompt, chosen)),
      edit: (runId, prompt) => planChange.current.then(() => edit(runId, prompt, chosen)),
      regenerate: leaving((runId) => planChange.current.then(() => regenerate(runId, chosen))),
      stop: leaving(stop),
      cancel: leaving(cancel),
      retryNow: leaving(retryNow),
      answer: leaving(answer),
    };
  }, [model, start, edit, regenerate, stop, cancel, retryNow, answer]);

  const open = useMemo<OpenThread>(
    () => ({ thread, actions, problem, model, setModel, composer, planChange }),
    [thread, actions, problem, model],
  );
  return <OpenThreadContext value={open}>{children}</OpenThreadContext>;
}
