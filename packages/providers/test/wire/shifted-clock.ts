/** A real clock that can be put forward. */
import { type Clock, systemClock } from '@perdure/runtime';

export class ShiftedClock implements Clock {
  readonly #timers = new Map<unknown, { dueAt: number; callback: () => void }>();
  #shiftMs = 0;

  now(): number {
    return systemClock.now() + this.#shiftMs;
  }

  elapsed(): number {
    return systemClock.elapsed() + this.#shiftMs;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    const fire = () => {
      this.clearTimeout(timer);
      callback();
    };
    const timer = systemClock.setTimeout(fire, ms);
    this.#timers.set(timer, { dueAt: this.elapsed() + ms, callback: fire });
    return timer;
  }

  clearTimeout(timer: unknown): void {
    systemClock.clearTimeout(timer);
    this.#timers.delete(timer);
  }

  defer(callback: () => void): void {
    systemClock.defer(callback);
  }

  /** Puts the clock forward, and fires the timers that are due by then. */
  pass(ms: number): void {
    this.#shiftMs += ms;
    for (const { dueAt, callback } of [...this.#timers.values()])
      if (dueAt <= this.elapsed()) callback();
  }
}
