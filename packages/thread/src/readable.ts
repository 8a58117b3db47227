/** A value that changes over time. It has the methods of an XState actor that `useSelector` reads. */
import { type Report, reporter, tryCall } from './report.ts';

export interface Observer<T> {
  next?: (value: T) => void;
  /** Called instead of `complete` if the source ends before its time. */
  error?: (error: unknown) => void;
  /** Called once, after the last value. */
  complete?: () => void;
}

export interface Subscription {
  unsubscribe(): void;
}

export interface Readable<T> {
  getSnapshot(): T;
  /**
   * Calls the observer at every later change. Does not call it with the present value. An observer that throws stays
   * subscribed, as with XState and rxjs; its error is reported, and the other observers are called.
   */
  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription;
}

export const toObserver = <T>(observer: Observer<T> | ((value: T) => void)): Observer<T> =>
  typeof observer === 'function' ? { next: observer } : observer;

/** The observer with all three methods. What they throw is reported. */
export function guardedObserver<T>(
  observer: Observer<T> | ((value: T) => void),
  report: Report,
): Required<Observer<T>> {
  const given = toObserver(observer);
  return {
    next: (value) => tryCall(report, () => given.next?.(value)),
    error: (error) => tryCall(report, () => given.error?.(error)),
    complete: () => tryCall(report, () => given.complete?.()),
  };
}

/** A readable value whose owner sets it. */
export class Writable<T> implements Readable<T> {
  readonly #observers = new Set<Required<Observer<T>>>();
  readonly #report: Report;
  #value: T;
  #isComplete = false;

  /** @param report called with what an observer throws. By default, `reportError` or else `console.error` */
  constructor(value: T, report: Report = reporter()) {
    this.#value = value;
    this.#report = report;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe: Readable<T>['subscribe'] = (observer) => {
    // Each subscription has its own copy of the observer, because the same observer may subscribe twice.
    const own = guardedObserver(observer, this.#report);
    if (this.#isComplete) own.complete();
    else this.#observers.add(own);
    return { unsubscribe: () => void this.#observers.delete(own) };
  };

  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const observer of [...this.#observers])
      if (this.#observers.has(observer)) observer.next(this.#value);
  }

  /** Completes the observers and lets them go. Later observers are completed at once. */
  complete(): void {
    this.#isComplete = true;
    for (const observer of [...this.#observers])
      if (this.#observers.delete(observer)) observer.complete();
  }
}

/**
 * Subscribes to a value and to its source. The source is open for as long as the value has a subscriber.
 *
 * @param open opens the source. Called before the first subscription takes effect; if it throws, nobody has
 *   subscribed, and the next subscription opens the source
 * @returns `subscribe`, and `isOpen`, which is true from the moment at which the source begins to open
 */
export function whileSubscribed<T>(
  value: Readable<T>,
  open: () => Subscription,
): { subscribe: Readable<T>['subscribe']; isOpen: () => boolean } {
  let subscriptions = 0;
  let isOpening = false;
  let source: Subscription | undefined;

  function leave(): void {
    if (--subscriptions > 0) return;
    // `source` is cleared before it ends, because an observer that is called at the end may subscribe again.
    const ending = source;
    source = undefined;
    ending?.unsubscribe();
  }

  function openOnce(): void {
    // An observer that `open` calls may subscribe too, and must not open the source again.
    if (source !== undefined || isOpening) return;
    isOpening = true;
    try {
      source = open();
    } finally {
      isOpening = false;
    }
  }

  return {
    isOpen: () => source !== undefined || isOpening,
    subscribe(observer) {
      subscriptions++;
      let subscription: Subscription;
      try {
        openOnce();
        subscription = value.subscribe(observer);
      } catch (error) {
        leave();
        throw error;
      }
      let isSubscribed = true;
      return {
        unsubscribe() {
          if (!isSubscribed) return;
          isSubscribed = false;
          subscription.unsubscribe();
          leave();
        },
      };
    },
  };
}
