/** The thread's log, read from the server and kept up to date: what the view adds up, one event at a time. */
import type { ThreadEvent } from '@perdure/runtime/view';
import { useSelector } from '@xstate/react';
import { useEffect, useState } from 'react';
import { useOpenThread } from './open-thread.ts';

export function useThreadEvents(): readonly ThreadEvent[] {
  const { thread } = useOpenThread();
  const seq = useSelector(thread, (view) => view.seq);
  const [events, setEvents] = useState<readonly ThreadEvent[]>([]);
  const known = events.at(-1)?.seq ?? 0;

  useEffect(() => {
    if (known >= seq) return;
    let isCurrent = true;
    thread.readEvents(known).then(
      (page) => {
        if (isCurrent) setEvents((before) => [...before, ...page]);
      },
      // A server that is away has nothing new; when it is back, the view says so.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [thread, seq, known]);

  return events;
}
