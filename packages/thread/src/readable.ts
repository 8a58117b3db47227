/** A value that changes, seen as an XState actor is: `getSnapshot` and `subscribe`, so that `useSelector` reads it. */

export interface Observer<T> {
  next?: (value: T) => void;
}

export interface Subscription {
  unsubscribe(): void;
}

export interface Live<T> {
  getSnapshot(): T;
  /** Called at every change, not with the present value. */
  subscribe(observer: Observer<T> | ((value: T) => void)): Subscription;
}

export const toObserver = <T>(observer: Observer<T> | ((value: T) => void)): Observer<T> =>
  typeof observer === 'function' ? { next: observer } : observer;

export class LiveValue<T> implements Live<T> {
  readonly #observers = new Set<Observer<T>>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe: Live<T>['subscribe'] = (observer) => {
    // A copy: the same observer may subscribe twice.
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
        // Reported where nobody waits for it, as rxjs does; the others are still told.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
