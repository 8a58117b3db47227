/** Notices that a connection is silent, because nobody tells a client that a proxy or a sleep broke its connection. */

/** Heartbeat interval of a server that does not tell its own, milliseconds. */
const defaultHeartbeatMs = 15_000;

/** Longest heartbeat interval that is believed: an hour, milliseconds. */
const longestHeartbeatMs = 3_600_000;

/** Longest time between two checks, milliseconds, because a timer stands still while the computer sleeps. */
const maxCheckMs = 1_000;

/** The global object, typed by hand. Only a page has these events. */
const page = globalThis as {
  addEventListener?: (type: string, listener: () => void) => void;
  removeEventListener?: (type: string, listener: () => void) => void;
};

/** Events of a page that comes back: its network is there again, or its tab is looked at again. */
const returns = ['online', 'visibilitychange'];

/**
 * Watches one connection at a time. A connection is silent after two heartbeat intervals without a byte.
 *
 * A connection that has brought no byte at all may be behind a proxy that collects bytes. So if two connections in a
 * row brought none, the next one has four intervals for its first byte, and each later one eight.
 */
export class Watchdog {
  readonly #onSilent: () => void;
  #heartbeatMs = defaultHeartbeatMs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWatching = false;
  /** When the last byte came, or the request was sent: by the wall clock, and by the monotonic clock. */
  #wallAt = 0;
  #monotonicAt = 0;
  /** Silences since the last byte. */
  #silences = 0;

  /** @param onSilent called once for a silent connection, which is not watched any more */
  constructor(onSilent: () => void) {
    this.#onSilent = onSilent;
  }

  /** Sets the server's heartbeat interval. Ignores what is not a duration, and one that nobody would wait for. */
  set heartbeatMs(ms: number) {
    if (ms >= 1 && ms <= longestHeartbeatMs) this.#heartbeatMs = ms;
  }

  /** Begins to look for the page's return. */
  open(): void {
    for (const type of returns) page.addEventListener?.(type, this.#checkReturned);
  }

  close(): void {
    for (const type of returns) page.removeEventListener?.(type, this.#checkReturned);
    this.stop();
    this.#silences = 0;
  }

  /** Begins to watch a connection, whose request is being sent. */
  start(): void {
    this.#isWatching = true;
    this.#restart();
    this.#check();
  }

  /** Notes that bytes came. */
  hear(): void {
    this.#silences = 0;
    this.#restart();
  }

  stop(): void {
    this.#isWatching = false;
    clearTimeout(this.#timer);
  }

  #restart(): void {
    this.#wallAt = Date.now();
    this.#monotonicAt = performance.now();
  }

  readonly #checkReturned = (): void => {
    this.#silences = 0;
    this.#check();
  };

  readonly #check = (): void => {
    if (!this.#isWatching) return;
    clearTimeout(this.#timer);
    const leftMs = this.#timeoutMs() - this.#silentMs();
    if (leftMs > 0) {
      this.#timer = setTimeout(this.#check, Math.min(leftMs, maxCheckMs));
    } else {
      this.stop();
      this.#silences++;
      this.#onSilent();
    }
  };

  #timeoutMs(): number {
    return this.#heartbeatMs * 2 ** Math.min(Math.max(this.#silences, 1), 3);
  }

  /** The longer of both clocks' times, because the monotonic one may stop in a sleep, and the other may be set back. */
  #silentMs(): number {
    return Math.max(Date.now() - this.#wallAt, performance.now() - this.#monotonicAt);
  }
}
