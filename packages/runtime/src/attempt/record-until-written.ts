/** Repeats a record until the store can write, because the output of an attempt is only in memory until then. */
import { isStoreWriteError, RuntimeClosedError } from '@perdure/thread';
import type { Clock } from '../ports/clock.ts';

/** Pause between two tries, milliseconds. */
const pauseMs = 1_000;

export interface RecordOptions {
  clock: Clock;
  /** Aborts when the record is of no use any more. */
  signal: AbortSignal;
  /** Called with the error of each try that failed. */
  onError: (error: unknown) => void;
  /**
   * Called once for each refusal, which is an error that no repair of the disk removes. Returns a function that records
   * something else instead; undefined to try the same record again.
   */
  onRefusal?: (error: Error) => (() => Promise<void>) | undefined;
}

/** Resolves once the record is written, the signal has aborted, or the runtime is closed. */
export async function recordUntilWritten(
  record: () => Promise<void>,
  { clock, signal, onError, onRefusal }: RecordOptions,
): Promise<void> {
  while (!signal.aborted) {
    const error = await errorOf(record);
    if (error === undefined) return;
    onError(error);
    if (error instanceof RuntimeClosedError) return;
    const instead = isRefusal(error) ? onRefusal?.(error) : undefined;
    if (instead !== undefined && (await errorOf(instead)) === undefined) return;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, pauseMs));
  }
}

const isRefusal = (error: Error): boolean =>
  !isStoreWriteError(error) || error.reason === 'unknown';

async function errorOf(record: () => Promise<void>): Promise<Error | undefined> {
  try {
    await record();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
