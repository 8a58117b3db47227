/** The thread that is open, and what the page may do with it. */
import type { RemoteThread } from '@perdure/http/client';
import type { RunCommand } from '@perdure/run';
import { createContext, type RefObject, useContext } from 'react';

/** A request that came to nothing. `refused` carries the server's words. */
export type Problem = { kind: 'noAnswer' } | { kind: 'refused'; message: string };

export interface OpenThread {
  thread: RemoteThread;
  /** Resolves with whether the prompt is recorded. `replaces`: the run whose place the new one takes. */
  start: (prompt: string, more?: { replaces?: string }) => Promise<boolean>;
  /** Which model answers next, by name; undefined for the server's own choice. */
  model: string | undefined;
  setModel: (model: string) => void;
  /** Asks something of a run, and gives the focus to the composer: the button that asked is about to go. */
  ask: (runId: string, command: RunCommand) => void;
  /** Of the last request, until one succeeds or the server is back. */
  problem: Problem | null;
  composer: RefObject<HTMLTextAreaElement | null>;
  /** Settles with the last change of the plan. A prompt waits for it: the plan was clicked first. */
  planChange: RefObject<Promise<void>>;
}

export const OpenThreadContext = createContext<OpenThread | null>(null);

export function useOpenThread(): OpenThread {
  const open = useContext(OpenThreadContext);
  if (open === null) throw new Error('No thread is open here.');
  return open;
}
