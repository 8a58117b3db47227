/** A readable value as React state. */
import type { Readable } from '@perdure/thread';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * The present value of a readable. Renders when the value changes. Needed for values that are not objects, such as the
 * state of a connection, because `useSelector` of `@xstate/react` throws on a string.
 */
export function useReadable<T>(readable: Readable<T>): T {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const subscription = readable.subscribe(onChange);
      return () => subscription.unsubscribe();
    },
    [readable],
  );
  return useSyncExternalStore(subscribe, readable.getSnapshot, readable.getSnapshot);
}
