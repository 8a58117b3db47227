/** Opens a thread for everything below. */
import { connectThread } from '@perdure/http/client';
import { type Actions, useActions } from '@perdure/react';
import { type ReactNode, useMemo, useRef } from 'react';
import { type OpenThread, OpenThreadContext } from './open-thread.ts';
import { useDismissal } from './use-dismissal.ts';
import { useModel } from './use-model.ts';

interface Props {
  threadId: string;
  children: ReactNode;
}

export function OpenThreadProvider({ threadId, children }: Props) {
  const thread = useMemo(() => connectThread({ url: '/api', threadId }), [threadId]);
  const { start, edit, regenerate, stop, cancel, retryNow, answer, problem, dismiss } =
    useActions(thread);
  const { models, asked, model, setModel } = useModel(thread);
  const composer = useRef<HTMLTextAreaElement>(null);
  const planChange = useRef(Promise.resolve());

  useDismissal(thread, problem, dismiss);

  const actions = useMemo<Actions>(() => {
    const chosen = asked === undefined ? {} : { model: asked };
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
  }, [asked, start, edit, regenerate, stop, cancel, retryNow, answer]);

  const open = useMemo<OpenThread>(
    () => ({ thread, actions, problem, models, asked, model, setModel, composer, planChange }),
    [thread, actions, problem, models, asked, model, setModel],
  );
  return <OpenThreadContext value={open}>{children}</OpenThreadContext>;
}
