/**
 * The turns that are rendered: those in view and some beside them, and the one that had the focus last, because its editor
 * may have a text. They are counted from the end of the list, as the scroll position is: earlier turns that come in, and
 * turns that are measured, then move nothing that is shown.
 */
import {
  defaultRangeExtractor,
  type Range,
  useVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { type RefObject, useCallback, useState } from 'react';

type TurnVirtualizer = Virtualizer<HTMLElement, HTMLLIElement>;

export interface ShownTurn {
  id: string;
  /** 1 for the first turn of all that are loaded. */
  position: number;
  /** Height of the turns between this one and the one before it that are not rendered, pixels. */
  gap: number;
}

export interface TurnWindow {
  /** The rendered turns, the earliest first. */
  turns: readonly ShownTurn[];
  /** Height of the turns behind the last rendered one, pixels. */
  gapAfter: number;
  /** True if the first loaded turn is rendered or nearly is. */
  isNearStart: boolean;
  measure: (turn: HTMLLIElement | null) => void;
  /** Keeps the turn rendered until another one is kept. */
  keep: (runId: string) => void;
}

/** Height of a turn before it is measured, pixels. */
const estimatedHeight = 160;
/** Turns that are rendered beyond each edge of the view. */
const overscan = 6;

/** Scroll position 0 is the end of the list, and positions before it are negative. */
const observeDistance = (
  { scrollElement }: TurnVirtualizer,
  tell: (distance: number, isScrolling: boolean) => void,
) => {
  if (scrollElement === null) return;
  const onScroll = () => tell(-scrollElement.scrollTop, true);
  const onEnd = () => tell(-scrollElement.scrollTop, false);
  scrollElement.addEventListener('scroll', onScroll, { passive: true });
  scrollElement.addEventListener('scrollend', onEnd);
  return () => {
    scrollElement.removeEventListener('scroll', onScroll);
    scrollElement.removeEventListener('scrollend', onEnd);
  };
};

const scrollToDistance = (
  distance: number,
  { adjustments = 0, behavior }: { adjustments?: number; behavior?: ScrollBehavior },
  { scrollElement }: TurnVirtualizer,
) => scrollElement?.scrollTo({ top: -(distance + adjustments), ...(behavior && { behavior }) });

/** @param runIds the earliest first */
export function useTurnWindow(
  runIds: readonly string[],
  scroller: RefObject<HTMLElement | null>,
): TurnWindow {
  const [kept, keep] = useState<string>();
  const count = runIds.length;
  const keptIndex = kept === undefined ? -1 : runIds.indexOf(kept);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      const own = count - 1 - keptIndex;
      return keptIndex < 0 || indexes.includes(own)
        ? indexes
        : [...indexes, own].sort((a, b) => a - b);
    },
    [count, keptIndex],
  );
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedHeight,
    getItemKey: (index) => runIds[count - 1 - index] ?? index,
    overscan,
    rangeExtractor,
    observeElementOffset: observeDistance,
    scrollToFn: scrollToDistance,
    useFlushSync: false,
  });
  // A turn grows at its end. Whoever has scrolled up stays where he is.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = ({ start }, _, { scrollOffset }) =>
    start < (scrollOffset ?? 0);

  const items = virtualizer.getVirtualItems();
  const turns = items.map(({ index, end }, at) => ({
    id: runIds[count - 1 - index] ?? '',
    position: count - index,
    gap: (items[at + 1]?.start ?? virtualizer.getTotalSize()) - end,
  }));
  return {
    turns: turns.reverse(),
    gapAfter: items[0]?.start ?? 0,
    isNearStart: (items.at(-1)?.index ?? 0) >= count - overscan,
    measure: virtualizer.measureElement,
    keep,
  };
}
