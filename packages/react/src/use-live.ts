/** A live value as React state. */
import type { Live } from '@perdure/runtime/view';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * For values that are no objects, such as a connection's state: `useSelector` of `@xstate/react` takes a
 * snapshot for an object and throws on a string.
 */
export function useLive<T>(live: Live<T>): T {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const subscription = live.subscribe(onChange);
      return () => subscription.unsubscribe();
    },
    [live],
  );
  return useSyncExternalStore(subscribe, live.getSnapshot, live.getSnapshot);
}
