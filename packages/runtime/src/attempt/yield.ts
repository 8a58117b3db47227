/** Gives other work its turn of the event loop, because a provider that never awaits would starve it. */
import type { Clock } from '../ports/clock.ts';

/** Called after each chunk. Returns a promise to await when other work must get its event-loop turn. */
export type YieldToEventLoop = () => Promise<void> | undefined;

/** Most chunks of all attempts together in one event-loop turn: about half a millisecond of work. */
const chunksPerLoopTurn = 1_024;

/** Yields to the event loop after 1,024 chunks. */
export function createYield(clock: Pick<Clock, 'defer'>): YieldToEventLoop {
  let left = chunksPerLoopTurn;
  let nextLoopTurn: Promise<void> | undefined;
  return () => {
    if (left-- > 0) return undefined;
    nextLoopTurn ??= new Promise((resolve) => {
      clock.defer(() => {
        left = chunksPerLoopTurn;
        nextLoopTurn = undefined;
        resolve();
      });
    });
    return nextLoopTurn;
  };
}
