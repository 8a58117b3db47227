/**
 * Simulated time, which passes only in `pass`. The wall clock can be set; timers run on the monotonic clock. Timers and
 * deferred callbacks of a dead process do not run.
 */
import type { Clock } from '@perdure/runtime';
import { UnderWay } from '../hosts/under-way.ts';

interface Entry {
  isAlive: () => boolean;
  callback: () => void;
}

interface Timer extends Entry {
  id: number;
  dueAt: number;
}

/**
 * The time at the start of a history. It is a present-day time, so that code that takes a time for a small number
 * fails.
 */
const start = Date.UTC(2026, 0, 1);

/** Number of event-loop turns, while no time passes, after which the host counts as never idle. */
const mostTurns = 20_000;

export class VirtualTime {
  /** What takes real time. */
  readonly underWay = new UnderWay();
  #elapsed = 0;
  #wall = start;
  #ids = 0;
  #timers: Timer[] = [];
  #deferred: Entry[] = [];

  /** The time of the wall clock, in epoch milliseconds. */
  get now(): number {
    return this.#wall;
  }

  /** The time of the monotonic clock, in milliseconds since the start of the history. */
  get elapsed(): number {
    return this.#elapsed;
  }

  /** Makes the clock of one process. */
  clock(isAlive: () => boolean): Clock {
    return {
      now: () => this.#wall,
      elapsed: () => this.#elapsed,
      defer: (callback) => void this.#deferred.push({ callback, isAlive }),
      setTimeout: (callback, ms) => {
        // Node does the same: a delay that is too long, or is not a number, becomes 1 ms.
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

  /** Moves the wall clock by `ms` milliseconds, forward or back, as a user or NTP does. */
  set(ms: number): void {
    this.#wall += ms;
  }

  /** Runs the callbacks deferred until now, and waits until their promises have resolved. */
  async eventLoopTurn(): Promise<void> {
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const { isAlive, callback } of deferred) if (isAlive()) callback();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Resolves once nothing more happens without time passing. */
  async untilIdle(): Promise<void> {
    for (let turns = 0; ; turns++) {
      await this.eventLoopTurn();
      const hasWaited = await this.underWay.settled();
      if (!hasWaited && this.#deferred.length === 0) return;
      if (turns > mostTurns) throw new Error('The host does not become idle.');
    }
  }

  /** Lets `ms` milliseconds pass. All effects of a timer are done before the next timer fires. */
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
