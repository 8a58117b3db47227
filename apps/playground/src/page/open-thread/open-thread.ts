/** The open thread, and the actions that the page offers on it. */
import type { RemoteThread } from '@perdure/http/client';
import type { Actions } from '@perdure/react';
import type { PagedView } from '@perdure/thread';
import { createContext, type RefObject, useContext } from 'react';
import type { ModelChoice } from './use-model.ts';

/** The thread with all of its messages, or with a paged view. */
export type ShownThread = RemoteThread & Partial<Pick<PagedView, 'loadEarlier'>>;

export interface OpenThread extends ModelChoice {
  thread: ShownThread;
  actions: Actions;
  /** Why the last request failed; null once a later request succeeds, or once the server responds again. */
  problem: Error | null;
  composer: RefObject<HTMLTextAreaElement | null>;
  /**
   * Settles with the last change of the plan. A prompt waits for this promise, because the change was clicked before
   * it.
   */
  planChange: RefObject<Promise<void>>;
}

export const OpenThreadContext = createContext<OpenThread | null>(null);

export function useOpenThread(): OpenThread {
  const open = useContext(OpenThreadContext);
  if (open === null) throw new Error('No thread is open here.');
  return open;
}
