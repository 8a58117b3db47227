/** Keeps attempts from holding the event loop: a provider that never waits would have no end of turns. */
import type { Clock } from '../ports/clock.ts';

/** So many chunks are taken in one turn, by all attempts together: half a millisecond. */
const chunksPerTurn = 1_024;

/** Returns what to call after each chunk: it gives the next turn to wait for, where this one is used up. */
export function createPace(clock: Pick<Clock, 'defer'>): () => Promise<void> | undefined {
  let left = chunksPerTurn;
  let nextTurn: Promise<void> | undefined;
  return () => {
    if (left-- > 0) return undefined;
    nextTurn ??= new Promise((resolve) => {
      clock.defer(() => {
        left = chunksPerTurn;
        nextTurn = undefined;
        resolve();
      });
    });
    return nextTurn;
  };
}
