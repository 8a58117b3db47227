/** The orderly end of a runtime: no attempt begins any more, and those under way may end for a while. */
import { checkKnownOptions, checkNumber, checkObject, keptForLater } from '@perdure/thread';
import type { Attempts } from '../attempt/attempts.ts';
import { type Clock, longestTimerMs } from '../ports/clock.ts';
import type { Timers } from './timers.ts';

export interface DrainOptions {
  /**
   * How long attempts under way may take to end, milliseconds, 0 to 2^31 - 1; `Infinity` for no limit. Those that have
   * not ended by then are handed over. @default 8_000
   */
  withinMs?: number;
}

export interface DrainParts {
  clock: Clock;
  attempts: Pick<Attempts, 'pause' | 'whenIdle'>;
  timers: Pick<Timers, 'close'>;
  close: () => Promise<void>;
}

/** Shorter than the 10 s that container engines give a process between SIGTERM and SIGKILL, milliseconds. */
const defaultWithinMs = 8_000;

/** Makes the function that drains. All its calls share one promise, which resolves once the runtime is closed. */
export function createDrain({ clock, attempts, timers, close }: DrainParts) {
  let drained: Promise<void> | undefined;

  async function drain(withinMs: number): Promise<void> {
    timers.close();
    attempts.pause();
    let timer: unknown;
    const timeUp = new Promise<void>((resolve) => {
      if (withinMs !== Infinity) timer = clock.setTimeout(resolve, withinMs);
    });
    await Promise.race([attempts.whenIdle(), timeUp]);
    clock.clearTimeout(timer);
    await close();
  }

  return (options: DrainOptions = {}): Promise<void> => {
    try {
      const withinMs = checkedWithinMs(options);
      drained ??= drain(withinMs);
      return drained;
    } catch (error) {
      return keptForLater(Promise.reject(error));
    }
  };
}

function checkedWithinMs(options: DrainOptions): number {
  checkObject('options', options);
  checkKnownOptions('', options, ['withinMs']);
  const { withinMs = defaultWithinMs } = options;
  checkNumber('withinMs', withinMs, { min: 0, max: longestTimerMs, infinity: true });
  return withinMs;
}
