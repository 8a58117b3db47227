/** Opens a thread for everything below. */
import { connectThread, HttpError } from '@perdure/http/client';
import type { RunCommand } from '@perdure/run';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type OpenThread, OpenThreadContext, type Problem } from './open-thread.ts';

interface Props {
  threadId: string;
  children: ReactNode;
}

export function OpenThreadProvider({ threadId, children }: Props) {
  const thread = useMemo(() => connectThread({ url: '/api', threadId }), [threadId]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [model, setModel] = useState<string>();
  const composer = useRef<HTMLTextAreaElement>(null);
  const planChange = useRef(Promise.resolve());
  const unsent = useRef({ words: '', runId: '' });

  useEffect(() => {
    const subscription = thread.connection.subscribe((state) => {
      if (state === 'open') setProblem((last) => (last?.kind === 'noAnswer' ? null : last));
    });
    return () => subscription.unsubscribe();
  }, [thread]);

  const open = useMemo<OpenThread>(() => {
    const attempt = async (request: Promise<unknown>): Promise<boolean> => {
      try {
        await request;
        setProblem(null);
        return true;
      } catch (error) {
        setProblem(problemOf(error));
        return false;
      }
    };
    return {
      thread,
      problem,
      composer,
      planChange,
      model,
      setModel,
      start(prompt, { replaces } = {}) {
        // The same words are sent under the same id until they have arrived, so that an answer that got
        // lost on its way back does not start them twice.
        const words = `${replaces ?? ''} ${prompt}`;
        if (unsent.current.words !== words) unsent.current = { words, runId: crypto.randomUUID() };
        const { runId } = unsent.current;
        const lineage = { ...(model && { model }), ...(replaces && { replaces }) };
        return attempt(
          planChange.current
            .then(() => thread.start({ prompt, runId, ...lineage }))
            .then(() => {
              unsent.current = { words: '', runId: '' };
            }),
        );
      },
      ask(runId: string, command: RunCommand) {
        composer.current?.focus({ preventScroll: true });
        void attempt(thread.send(runId, command));
      },
    };
  }, [thread, problem, model]);

  return <OpenThreadContext value={open}>{children}</OpenThreadContext>;
}

function problemOf(error: unknown): Problem {
  if (error instanceof HttpError && error.status === 0) return { kind: 'noAnswer' };
  return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
}
