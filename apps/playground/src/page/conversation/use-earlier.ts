/** Loads the page before the conversation as long as its first turn is near the view. */
import { useReadable } from '@perdure/react';
import { useSelector } from '@xstate/react';
import { useEffect, useState } from 'react';
import { useOpenThread } from '../open-thread/open-thread.ts';

/** @returns `hasEarlier`, and whether a page is loading */
export function useEarlier(isNearStart: boolean): { hasEarlier: boolean; isLoading: boolean } {
  const { thread } = useOpenThread();
  const hasEarlier = useSelector(thread, (view) => view.hasEarlier);
  const first = useSelector(thread, ({ messages }) => messages[0]?.id);
  const isConnected = useReadable(thread.connection) === 'open';
  const [isLoading, setLoading] = useState(false);
  const isWanted = hasEarlier && isNearStart && isConnected && first !== undefined;

  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    setLoading(true);
    void thread
      .loadEarlier?.()
      // The page is asked for again once the reader scrolls, or the server responds again.
      .catch(() => {})
      .then(() => {
        if (isCurrent) setLoading(false);
      });
    return () => {
      isCurrent = false;
      setLoading(false);
    };
  }, [thread, isWanted, first]);

  return { hasEarlier, isLoading };
}
