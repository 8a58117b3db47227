/** Where there is room a side of the page is open; where it is narrow it is folded until somebody asks for it. */
import { type ToggleEvent, useCallback, useState, useSyncExternalStore } from 'react';

/** @param query where there is room, as a media query; the style sheet must say the same */
export function useFold(query: string) {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const room = matchMedia(query);
      room.addEventListener('change', onChange);
      return () => room.removeEventListener('change', onChange);
    },
    [query],
  );
  const hasRoom = useSyncExternalStore(subscribe, () => matchMedia(query).matches);
  const [isWanted, setWanted] = useState(false);
  return {
    isOpen: hasRoom || isWanted,
    onToggle: (event: ToggleEvent<HTMLDetailsElement>) => {
      if (!hasRoom) setWanted(event.currentTarget.open);
    },
  };
}
