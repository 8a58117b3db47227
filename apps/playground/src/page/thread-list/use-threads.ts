/**
 * The server's threads. The list is polled while a run of any thread is not over, because only the open thread has a
 * stream.
 */
import { listThreads } from '@perdure/http/client';
import { useReadable } from '@perdure/react';
import { isFinalState } from '@perdure/run/words';
import type { ThreadSummary } from '@perdure/thread';
import { useEffect, useState } from 'react';
import { useAnswer } from '../faults/use-answer.ts';
import { useOccasion } from '../faults/use-occasion.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';

const readThreads = () => listThreads({ url: '/api' });

/** Pause between two polls, milliseconds. */
const pauseMs = 3_000;

export function useThreads(): readonly ThreadSummary[] {
  const { thread } = useOpenThread();
  const isConnected = useReadable(thread.connection) === 'open';
  const [round, setRound] = useState(0);
  const [threads = []] = useAnswer(readThreads, `${useOccasion()} ${round}`);
  const isPolled = isConnected && threads.some(({ state }) => !isFinalState(state));

  useEffect(() => {
    if (!isPolled) return;
    const timer = setInterval(() => setRound((before) => before + 1), pauseMs);
    return () => clearInterval(timer);
  }, [isPolled]);

  return threads;
}
