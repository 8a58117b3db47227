/** A list of subscribers: an array and not an rxjs Subject, because each piece of text is published. */

/** Its methods must not throw. */
export interface Subscriber<T> {
  next(item: T): void;
  complete(): void;
}

export class SubscriberList<T, S extends Subscriber<T> = Subscriber<T>> {
  #subscribers: S[];
  /** Number of publishes under way: a subscriber that is called may cause another one. */
  #publishes = 0;

  constructor(...subscribers: S[]) {
    this.#subscribers = subscribers;
  }

  /** The subscribers in the order in which they are called. */
  get subscribers(): readonly S[] {
    return this.#subscribers;
  }

  publish(item: T): void {
    this.#publishes++;
    for (const subscriber of this.#subscribers) subscriber.next(item);
    this.#publishes--;
  }

  /** Adds a subscriber, which is called from the next item on. */
  add(subscriber: S): void {
    this.#changeable().push(subscriber);
  }

  /** Removes a subscriber. Returns whether it was in the list. */
  remove(subscriber: S): boolean {
    const at = this.#subscribers.indexOf(subscriber);
    if (at < 0) return false;
    this.#changeable().splice(at, 1);
    return true;
  }

  /** The array. A publish goes on with the array as it was, and the list with a copy. */
  #changeable(): S[] {
    if (this.#publishes > 0) this.#subscribers = [...this.#subscribers];
    return this.#subscribers;
  }
}
