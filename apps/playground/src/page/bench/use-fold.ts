/** Where there is room the bench is open; on a narrow screen it is folded until somebody asks for it. */
import { type ToggleEvent, useState, useSyncExternalStore } from 'react';

const room = matchMedia('(min-width: 60rem)');

function subscribe(onChange: () => void): () => void {
  room.addEventListener('change', onChange);
  return () => room.removeEventListener('change', onChange);
}

export function useFold() {
  const hasRoom = useSyncExternalStore(subscribe, () => room.matches);
  const [isWanted, setWanted] = useState(false);
  return {
    isOpen: hasRoom || isWanted,
    onToggle: (event: ToggleEvent<HTMLDetailsElement>) => {
      if (!hasRoom) setWanted(event.currentTarget.open);
    },
  };
}
