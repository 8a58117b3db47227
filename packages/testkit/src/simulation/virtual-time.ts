/**
 * Time that passes when it is told to. The wall clock may be set, timers go by a clock that nobody sets, and
 * nothing of a life that has ended fires any more.
 */
import type { Clock } from '@perdure/runtime';

interface Entry {
  isAlive: () => boolean;
  callback: () => void;
}

interface Timer extends Entry {
  id: number;
  dueAt: number;
}

/** A Thursday in 2026, so that what takes it for a small number is found out. */
const start = Date.UTC(2026, 0, 1);

/** Turns of the event loop without time passing, after which a world counts as restless. */
const restless = 20_000;

export class VirtualTime {
  #elapsed = 0;
  #wall = start;
  #ids = 0;
  #timers: Timer[] = [];
  #deferred: Entry[] = [];

  /** Wall clock, epoch milliseconds. */
  get now(): number {
    return this.#wall;
  }

  /** The clock of one life. */
  clock(isAlive: () => boolean): Clock {
    return {
      now: () => this.#wall,
      elapsed: () => this.#elapsed,
      defer: (callback) => void this.#deferred.push({ callback, isAlive }),
      setTimeout: (callback, ms) => {
        // As Node does: what is too long, or no number, fires at once.
        const delay = ms >= 1 && ms < 2 ** 31 ? ms : 1;
        const id = ++this.#ids;
        this.#timers.push({ id, dueAt: this.#elapsed + delay, callback, isAlive });
        return id;
      },
      clearTimeout: (id) => {
        this.#timers = this.#timers.filter((timer) => timer.id !== id);
      },
    };
  }

  /** Sets the wall clock forward or back, as a user, NTP or a night's sleep does. */
  set(ms: number): void {
    this.#wall += ms;
  }

  /** One turn of the event loop: what was deferred until now, and all that it settles. */
  async turn(): Promise<void> {
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const { isAlive, callback } of deferred) if (isAlive()) callback();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Until nothing happens any more without time passing. */
  async settle(): Promise<void> {
    for (let turns = 0; ; turns++) {
      await this.turn();
      if (this.#deferred.length === 0) return;
      if (turns > restless) throw new Error('The host does not come to rest.');
    }
  }

  /** Lets time pass; what it sets off at each moment is over before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await this.settle();
    for (;;) {
      const next = this.#nextTimer();
      if (next === undefined || next.dueAt > end) break;
      this.#goTo(next.dueAt);
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.callback();
      await this.settle();
    }
    this.#goTo(end);
  }

  #nextTimer(): Timer | undefined {
    this.#timers = this.#timers.filter(({ isAlive }) => isAlive());
    let first: Timer | undefined;
    for (const timer of this.#timers)
      if (first === undefined || timer.dueAt < first.dueAt) first = timer;
    return first;
  }

  #goTo(elapsed: number): void {
    this.#wall += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }
}
