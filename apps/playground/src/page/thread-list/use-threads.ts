/** The server's threads. Only the open one tells of itself: while others are under way, they are asked for again and again. */
import { listThreads } from '@perdure/http/client';
import { useLive } from '@perdure/react';
import type { ThreadSummary } from '@perdure/runtime';
import { useEffect, useState } from 'react';
import { useAnswer } from '../bench/use-answer.ts';
import { useOccasion } from '../bench/use-occasion.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { isFinal } from './is-final.ts';

const readThreads = () => listThreads({ url: '/api' });

const pauseMs = 3_000;

export function useThreads(): readonly ThreadSummary[] {
  const { thread } = useOpenThread();
  const isConnected = useLive(thread.connection) === 'open';
  const [round, setRound] = useState(0);
  const [threads = []] = useAnswer(readThreads, `${useOccasion()} ${round}`);
  const hasMore = isConnected && threads.some(({ state }) => !isFinal(state));

  useEffect(() => {
    if (!hasMore) return;
    const timer = setInterval(() => setRound((before) => before + 1), pauseMs);
    return () => clearInterval(timer);
  }, [hasMore]);

  return threads;
}
