/** Ends an attempt that is silent or lasts for too long, also if its provider ignores its signal. */
import { type Clock, longestTimerMs } from '../ports/clock.ts';
import { AttemptLimitError } from './attempt-errors.ts';

/** How long a provider may be silent. Every chunk ends the silence, `alive` too. */
export interface Timeouts {
  /**
   * Timeout for the first chunk, and for the first chunk after a tool result or a finished model step, because the
   * model is called again then. Milliseconds; `Infinity` for no timeout. @default 120_000
   */
  firstChunkMs: number;
  /**
   * Timeout between any two other chunks while no tool is at work. Milliseconds; `Infinity` for no timeout.
   * @default 60_000
   */
  idleMs: number;
  /**
   * Timeout while a tool is at work, from a call to its result. A tool that runs longer fails the attempt. The model is
   * told that the outcome is unknown. Milliseconds; `Infinity` for no timeout. @default 1_800_000
   */
  toolMs: number;
}

export const defaultTimeouts: Timeouts = {
  firstChunkMs: 120_000,
  idleMs: 60_000,
  toolMs: 1_800_000,
};

/** How long a provider may be silent, and how long the whole attempt may last. */
export interface Patience extends Timeouts {
  /** Milliseconds. */
  maxAttemptMs: number;
}

/**
 * Delay of a timer that shows that this process stood still, milliseconds: it was stopped, its machine slept, or its
 * event loop was busy. What the provider has sent meanwhile is not read yet, so the silence is not the provider's.
 */
const pauseMs = 1_000;

/**
 * Watches one attempt, with one timer and one promise per attempt, not per chunk. Uses the monotonic clock, so that a
 * changed wall clock does not count as silence. A pause of this process does not count either, whether that clock stands
 * still in it (a suspended machine on Linux) or not (SIGSTOP).
 */
export class Watchdog {
  /** Rejects when a timeout passes or the signal aborts. The reader must then stop reading. */
  readonly expired: Promise<never>;
  /** True as soon as the wait has expired. The promise `expired` shows this only in a later microtask. */
  hasExpired = false;
  readonly #clock: Clock;
  readonly #patience: Patience;
  readonly #signal: AbortSignal;
  #reject: (reason: unknown) => void = () => {};
  #timeoutMs: number;
  /** When the present wait times out, and when the attempt does: monotonic clock, milliseconds. */
  #deadline: number;
  #end: number;
  #isWaiting = false;
  #isStopped = false;
  #timer: unknown;
  /** When the timer should fire. */
  #firesAt = 0;

  constructor(patience: Patience, clock: Clock, signal: AbortSignal) {
    this.#patience = patience;
    this.#clock = clock;
    this.#signal = signal;
    this.#timeoutMs = patience.firstChunkMs;
    this.#deadline = clock.elapsed() + this.#timeoutMs;
    this.#end = clock.elapsed() + patience.maxAttemptMs;
    this.expired = new Promise((_, reject) => {
      this.#reject = reject;
    });
    // A rejection is handled here, because the reader may have ended before the promise rejects.
    this.expired.catch(() => {});
    signal.addEventListener('abort', this.#onAbort);
    if (signal.aborted) this.#onAbort();
    this.#arm(this.#timeoutMs);
  }

  /** Call before each wait for the provider. */
  wait(): void {
    this.#isWaiting = true;
    this.#deadline = this.#clock.elapsed() + this.#timeoutMs;
  }

  /**
   * Call after each chunk. The time until the next `wait` does not count, because the reader uses it, not the provider.
   *
   * @param next the timeout for the next chunk; undefined for the same as before
   */
  received(next: keyof Timeouts | undefined): void {
    this.#isWaiting = false;
    const timeoutMs = next === undefined ? this.#timeoutMs : this.#patience[next];
    if (timeoutMs === this.#timeoutMs) return;
    this.#timeoutMs = timeoutMs;
    this.#arm(timeoutMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.#clock.clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #expire(reason: unknown): void {
    this.hasExpired = true;
    this.#reject(reason);
  }

  readonly #onAbort = () => this.#expire(this.#signal.reason);

  /** Sets the timer, to the end of the attempt if that comes first. */
  #arm(ms: number): void {
    const now = this.#clock.elapsed();
    const delayMs = Math.min(ms, Math.max(this.#end - now, 0), longestTimerMs);
    this.#firesAt = now + delayMs;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.#check(), delayMs);
  }

  /** Called when the timer fires. After a pause of this process the wait begins anew, and the attempt's end moves. */
  #check(): void {
    const now = this.#clock.elapsed();
    const lateMs = now - this.#firesAt;
    if (lateMs > pauseMs) {
      this.#end += lateMs;
      this.#deadline = now + this.#timeoutMs;
    }
    if (this.#isOverdue(now)) this.#clock.defer(() => this.#decide());
    else this.#rearm(now);
  }

  /** Called one event-loop turn after the timer, in which the sockets were read. Expires if nothing has come. */
  #decide(): void {
    if (this.#isStopped || this.hasExpired) return;
    const now = this.#clock.elapsed();
    if (!this.#isOverdue(now)) this.#rearm(now);
    else if (now >= this.#end) this.#expire(tooLong(this.#patience.maxAttemptMs));
    else this.#expire(timeoutError(this.#timeoutMs));
  }

  #isOverdue(now: number): boolean {
    return now >= this.#end || (this.#isWaiting && now >= this.#deadline);
  }

  /** Arms the timer again for the deadline that is still to come, because chunks do not reset the timer. */
  #rearm(now: number): void {
    this.#arm(this.#isWaiting ? this.#deadline - now : this.#timeoutMs);
  }
}

const timeoutError = (ms: number): Error =>
  Object.assign(new Error(`The provider sent nothing for ${ms / 1000} s.`), {
    name: 'TimeoutError',
  });

const tooLong = (ms: number): Error =>
  new AttemptLimitError(
    'attempt_too_long',
    `The attempt has not ended within ${ms / 1000} s (limits.maxAttemptMs).`,
  );
