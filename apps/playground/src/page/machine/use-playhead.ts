/** The run and the moment that the panel shows: the newest run and its newest moment, until the user chooses others. */
import { currentRun, emptyView, fold, type RunView, type ThreadEvent } from '@perdure/thread';
import { useMemo, useState } from 'react';
import { type Moment, toMoments } from './moments.ts';

export interface Playhead {
  runs: readonly RunView[];
  moments: readonly Moment[];
  /** Index of the shown moment; -1 if there is no moment. */
  index: number;
  moment: Moment | undefined;
  /** True while the shown moment follows the newest one. */
  isLive: boolean;
  goTo: (index: number) => void;
  goLive: () => void;
  chooseRun: (runId: string) => void;
}

interface Place {
  runId: string;
  /** Index of the chosen moment; null for the last moment, also when new moments come. */
  index: number | null;
}

export function usePlayhead(events: readonly ThreadEvent[]): Playhead {
  const [place, setPlace] = useState<Place | null>(null);
  const view = useMemo(() => events.reduce(fold, emptyView('')), [events]);
  const current = currentRun(view)?.id;
  const runId = place?.runId ?? current;
  const moments = useMemo(
    () => toMoments(events.filter((event) => event.runId === runId)),
    [events, runId],
  );
  const last = moments.length - 1;
  const index = Math.min(place?.index ?? last, last);

  const look = (next: Place) =>
    setPlace(next.runId === current && next.index === null ? null : next);
  return {
    runs: view.runs,
    moments,
    index,
    moment: moments[index],
    isLive: place === null,
    goTo: (wanted) => {
      const next = Math.max(0, Math.min(wanted, last));
      if (runId !== undefined) look({ runId, index: next === last ? null : next });
    },
    goLive: () => setPlace(null),
    chooseRun: (chosen) => look({ runId: chosen, index: null }),
  };
}
