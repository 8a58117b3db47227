/**
 * Time that passes only in `pass`. The wall clock may be set; timers run on the monotonic clock. Nothing of a process
 * that is dead fires any more.
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

/** A present-day time, so that code that mistakes a time for a small number fails. */
const start = Date.UTC(2026, 0, 1);

/** Event-loop turns without time passing after which the host counts as never idle. */
const mostTurns = 20_000;

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

  /** The clock of one process. */
  clock(isAlive: () => boolean): Clock {
    return {
      now: () => this.#wall,
      elapsed: () => this.#elapsed,
      defer: (callback) => void this.#deferred.push({ callback, isAlive }),
      setTimeout: (callback, ms) => {
        // As in Node: a delay that is too long, or no number, becomes 1 ms.
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

  /** Sets the wall clock forward, or back, by milliseconds, as a user or NTP does. */
  set(ms: number): void {
    this.#wall += ms;
  }

  /** Runs what was deferred until now, and lets its promises resolve. */
  async eventLoopTurn(): Promise<void> {
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const { isAlive, callback } of deferred) if (isAlive()) callback();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Resolves once nothing more happens until time passes. */
  async untilIdle(): Promise<void> {
    for (let turns = 0; ; turns++) {
      await this.eventLoopTurn();
      if (this.#deferred.length === 0) return;
      if (turns > mostTurns) throw new Error('The host does not become idle.');
    }
  }

  /** Lets time pass, milliseconds. All that a timer sets off is done before the next timer fires. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await this.untilIdle();
    for (;;) {
      const next = this.#nextTimer();
      if (next === undefined || next.dueAt > end) break;
      this.#advanceTo(next.dueAt);
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.callback();
      await this.untilIdle();
    }
    this.#advanceTo(end);
  }

  #nextTimer(): Timer | undefined {
    this.#timers = this.#timers.filter(({ isAlive }) => isAlive());
    let first: Timer | undefined;
    for (const timer of this.#timers)
      if (first === undefined || timer.dueAt < first.dueAt) first = timer;
    return first;
  }

  #advanceTo(elapsed: number): void {
    this.#wall += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }
}
