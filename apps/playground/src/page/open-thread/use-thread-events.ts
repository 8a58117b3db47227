/**
 * The last recorded events of the thread, read from the server, and read on when the view changes. They begin at most 500
 * events before the page was opened, because a thread may be long.
 */
import { maxPageSize, type ThreadEvent } from '@perdure/thread';
import { useSelector } from '@xstate/react';
import { useEffect, useState } from 'react';
import { useOpenThread } from './open-thread.ts';

export function useThreadEvents(): readonly ThreadEvent[] {
  const { thread } = useOpenThread();
  const seq = useSelector(thread, (view) => view.seq);
  const [events, setEvents] = useState<readonly ThreadEvent[]>([]);
  const known = events.at(-1)?.seq ?? Math.max(0, seq - maxPageSize);

  useEffect(() => {
    if (known >= seq) return;
    let isCurrent = true;
    thread.events(known).then(
      (page) => {
        if (isCurrent) setEvents((before) => [...before, ...page]);
      },
      // The error is ignored, because the events are read again at the next change of the view.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [thread, seq, known]);

  return events;
}
