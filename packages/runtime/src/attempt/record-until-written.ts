/** Repeats a record until the store can write, because the output of an attempt is only in memory until then. */
import { isStoreWriteError, RuntimeClosedError } from '@perdure/thread';
import type { Clock } from '../ports/clock.ts';

/** Pause between two tries while the store can't write, milliseconds. */
const pauseMs = 1_000;

export type Recording = () => Promise<void>;

export interface RecordOptions {
  clock: Clock;
  /** Aborts when the record is of no use any more. */
  signal: AbortSignal;
  /** Called with the error of each try that failed. */
  onError: (error: unknown) => void;
  /**
   * Called at each refusal, which is an error that no repair of the disk removes. Returns the pause before the same record
   * is tried again, milliseconds, or another record that is tried at once; undefined to give up.
   *
   * @param count of the refusals of this record, from 1
   */
  onRefusal: (error: Error, count: number) => Recording | number | undefined;
}

/** Resolves once a record is written, it is given up, the signal has aborted, or the runtime is closed. */
export async function recordUntilWritten(
  record: Recording,
  { clock, signal, onError, onRefusal }: RecordOptions,
): Promise<void> {
  let current = record;
  let refusals = 0;
  while (!signal.aborted) {
    const error = await errorOf(current);
    // A runtime that closes has handed the attempt over.
    if (error === undefined || error instanceof RuntimeClosedError) return;
    onError(error);
    const next = isRefusal(error) ? onRefusal(error, ++refusals) : pauseMs;
    if (next === undefined) return;
    if (typeof next === 'number') {
      await pause(next, clock, signal);
    } else {
      current = next;
      refusals = 0;
    }
  }
}

/** Resolves after the time, or when the signal aborts, because a timer would keep the process of a closed runtime alive. */
async function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  const timer = clock.setTimeout(end, ms);
  signal.addEventListener('abort', end);
  await promise;
  signal.removeEventListener('abort', end);
  clock.clearTimeout(timer);
}

const isRefusal = (error: Error): boolean =>
  !isStoreWriteError(error) || error.reason === 'unknown';

async function errorOf(record: Recording): Promise<Error | undefined> {
  try {
    await record();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
