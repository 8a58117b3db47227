/** A value that changes over time. It has the methods of an XState actor that `useSelector` reads. */

export interface Observer<T> {
  next?: (value: T) => void;
}

export interface Subscription {
  unsubscribe(): void;
}

export interface Readable<T> {
  getSnapshot(): T;
  /** Calls the observer at every later change. Does not call it with the present value. */
  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription;
}

export const toObserver = <T>(observer: Observer<T> | ((value: T) => void)): Observer<T> =>
  typeof observer === 'function' ? { next: observer } : observer;

/** A readable value whose owner sets it. */
export class Writable<T> implements Readable<T> {
  readonly #observers = new Set<Observer<T>>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe: Readable<T>['subscribe'] = (observer) => {
    // Each subscription has its own copy of the observer, because the same observer may subscribe twice.
    const given = toObserver(observer);
    const own: Observer<T> = { next: (value) => given.next?.(value) };
    this.#observers.add(own);
    return { unsubscribe: () => void this.#observers.delete(own) };
  };

  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const observer of [...this.#observers]) {
      if (!this.#observers.has(observer)) continue;
      try {
        observer.next?.(this.#value);
      } catch (error) {
        // The error is thrown in a microtask of its own, because the other observers must still be called. rxjs also
        // throws it later.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/**
 * Subscribes to a value and to its source. The source is open for as long as the value has a subscriber.
 *
 * @param open opens the source. Called before the first subscription takes effect; if it throws, nobody has
 *   subscribed
 * @returns `subscribe`, and `isSubscribed`
 */
export function whileSubscribed<T>(
  value: Readable<T>,
  open: () => Subscription,
): { subscribe: Readable<T>['subscribe']; isSubscribed: () => boolean } {
  let subscriptions = 0;
  let source: Subscription | undefined;

  function opened(): Subscription {
    try {
      return open();
    } catch (error) {
      subscriptions--;
      throw error;
    }
  }

  return {
    isSubscribed: () => subscriptions > 0,
    subscribe(observer) {
      // The subscription is counted before `open` is called, because an observer that `open` calls may subscribe too.
      if (++subscriptions === 1) source = opened();
      const subscription = value.subscribe(observer);
      let isOpen = true;
      return {
        unsubscribe() {
          if (!isOpen) return;
          isOpen = false;
          subscription.unsubscribe();
          if (--subscriptions > 0) return;
          // `source` is cleared before it ends, because an observer that is called at the end may subscribe again.
          const ending = source;
          source = undefined;
          ending?.unsubscribe();
        },
      };
    },
  };
}
