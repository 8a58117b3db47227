/** A value that changes over time, shaped as an XState actor: `useSelector` reads it. */

export interface Observer<T> {
  next?: (value: T) => void;
}

export interface Subscription {
  unsubscribe(): void;
}

export interface Readable<T> {
  getSnapshot(): T;
  /** Calls the observer at every later change, not with the present value. */
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
    // A copy, because the same observer may subscribe twice.
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
        // Thrown in a task of its own, as rxjs does, because the other observers must still be called.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/**
 * The same subscription to a value, with a source that is open for as long as somebody subscribes.
 *
 * @param open called before the first subscription takes effect. If it throws, nobody has subscribed
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
      // Counted first, because an observer that `open` calls may subscribe too.
      if (++subscriptions === 1) source = opened();
      const subscription = value.subscribe(observer);
      let isOpen = true;
      return {
        unsubscribe() {
          if (!isOpen) return;
          isOpen = false;
          subscription.unsubscribe();
          if (--subscriptions > 0) return;
          // Forgotten first, because an observer that is called at the end may subscribe again.
          const ending = source;
          source = undefined;
          ending?.unsubscribe();
        },
      };
    },
  };
}
