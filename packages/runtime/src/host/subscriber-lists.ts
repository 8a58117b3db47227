/** Lists of subscribers by id: arrays and not rxjs Subjects, because each piece of text is published. */
import { FreshMap } from '../fresh-map.ts';

/** Its methods must not throw. */
export interface Subscriber<T> {
  next(item: T): void;
  complete(): void;
}

interface List<S> {
  subscribers: S[];
  /** Number of publishes under way: a subscriber that is called may cause another one. */
  publishes: number;
}

export class SubscriberLists<T, S extends Subscriber<T> = Subscriber<T>> {
  readonly #byId = new FreshMap<string, List<S>>();

  /** The subscriber that is called first; undefined if the id has none. */
  first(id: string): S | undefined {
    return this.#byId.get(id)?.subscribers[0];
  }

  publish(id: string, item: T): void {
    const list = this.#byId.get(id);
    if (list === undefined) return;
    list.publishes++;
    for (const subscriber of list.subscribers) subscriber.next(item);
    list.publishes--;
  }

  /** Adds a subscriber, which is called from the next item on. Returns the function that removes it. */
  add(id: string, subscriber: S): () => void {
    const list = this.#byId.get(id);
    if (list === undefined) this.#byId.set(id, { subscribers: [subscriber], publishes: 0 });
    else changeable(list).push(subscriber);
    return () => this.#remove(id, subscriber);
  }

  #remove(id: string, subscriber: S): void {
    const list = this.#byId.get(id);
    const at = list === undefined ? -1 : list.subscribers.indexOf(subscriber);
    if (list === undefined || at < 0) return;
    changeable(list).splice(at, 1);
    if (list.subscribers.length === 0) this.#byId.delete(id);
  }

  /** Removes the subscribers of an id, and returns them. */
  remove(id: string): readonly S[] {
    const removed = this.#byId.get(id)?.subscribers ?? [];
    this.#byId.delete(id);
    return removed;
  }

  removeAll(): readonly S[] {
    const removed = [...this.#byId.values()].flatMap(({ subscribers }) => subscribers);
    this.#byId.clear();
    return removed;
  }
}

/** The array of a list. A publish goes on with the array as it was, and the list with a copy. */
function changeable<S>(list: List<S>): S[] {
  if (list.publishes > 0) list.subscribers = [...list.subscribers];
  return list.subscribers;
}
