/** The held queue of a thread, as React state. */
import type { Readable, ThreadView } from '@perdure/thread';
import { shallowEqual, useSelector } from '@xstate/react';
import { type HeldQueue, heldOf } from './chat-status.ts';

/** Why the queue is held, and how many prompts wait; null if it is not held. Renders when that changes. */
export const useHeldQueue = (thread: Readable<ThreadView>): HeldQueue | null =>
  useSelector(
    thread,
    heldOf,
    (a, b) => a === b || (a !== null && b !== null && shallowEqual(a, b)),
  );
