/** Reads a provider that may hang: nothing within the limit is a timeout, whether it heeds its signal or not. */
import type { Clock } from '../ports/clock.ts';

export interface Limits {
  /** Until the first chunk, also of each further step: a model that is asked again thinks again. Milliseconds. */
  firstChunkMs: number;
  /** Between two chunks. Milliseconds. */
  idleMs: number;
}

export const defaultLimits: Limits = { firstChunkMs: 120_000, idleMs: 60_000 };

/** Node fires a longer timer at once; `Infinity`, for no limit, is one. Milliseconds. */
const longestMs = 2 ** 31 - 1;

/**
 * Yields what the source yields. Ends with a throw when a limit passes or `signal` aborts; the source is
 * then left behind, since one that hangs would not answer `return()` either. A clock that is set, or a machine
 * that slept, is not held against the source.
 */
export async function* watch<T>(
  source: AsyncIterable<T>,
  limits: Limits,
  clock: Clock,
  signal: AbortSignal,
  /** Is what comes after it a first chunk again? */
  beginsAnew: (value: T) => boolean = () => false,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let fail: (reason: unknown) => void = () => {};
  let deadline = clock.elapsed() + limits.firstChunkMs;
  let limit = limits.firstChunkMs;
  let isWaiting = true;
  let timer: unknown;

  // One timer that looks about when it fires, not one a chunk.
  const arm = (ms: number) => {
    timer = clock.setTimeout(
      () => {
        const left = deadline - clock.elapsed();
        if (!isWaiting) arm(limit);
        else if (left > 0) arm(left);
        else fail(timeoutError(limit));
      },
      Math.min(ms, longestMs),
    );
  };
  const onAbort = () => fail(signal.reason);

  arm(limits.firstChunkMs);
  signal.addEventListener('abort', onAbort);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await new Promise<IteratorResult<T>>((resolve, reject) => {
        fail = reject;
        iterator.next().then(resolve, reject);
      });
      if (done) return;
      // The reader's own time is not the provider's.
      isWaiting = false;
      yield value;
      isWaiting = true;
      const before = limit;
      limit = beginsAnew(value) ? limits.firstChunkMs : limits.idleMs;
      deadline = clock.elapsed() + limit;
      if (limit !== before) {
        clock.clearTimeout(timer);
        arm(limit);
      }
    }
  } finally {
    clock.clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    (async () => iterator.return?.())().catch(() => {});
  }
}

const timeoutError = (ms: number): Error =>
  Object.assign(new Error(`The provider sent nothing for ${ms / 1000} s.`), {
    name: 'TimeoutError',
  });
