/** Lists of subscribers by id. */
import { FreshMap } from '../fresh-map.ts';
import { type Subscriber, SubscriberList } from './subscriber-list.ts';

export class SubscriberLists<T, S extends Subscriber<T> = Subscriber<T>> {
  readonly #byId = new FreshMap<string, SubscriberList<T, S>>();

  publish(id: string, item: T): void {
    this.#byId.get(id)?.publish(item);
  }

  /** Adds a subscriber, which is called from the next item on. Returns the function that removes it. */
  add(id: string, subscriber: S): () => void {
    const list = this.#byId.get(id);
    if (list === undefined) this.#byId.set(id, new SubscriberList<T, S>(subscriber));
    else list.add(subscriber);
    return () => this.#remove(id, subscriber);
  }

  #remove(id: string, subscriber: S): void {
    const list = this.#byId.get(id);
    if (list?.remove(subscriber) && list.subscribers.length === 0) this.#byId.delete(id);
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
