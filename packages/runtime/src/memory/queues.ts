/** The queued runs of each thread, in order. The first ones are found without a look at all. */
import { firstAt } from './first-at.ts';

interface Queue {
  /** Ids of runs that were queued, by place. Those that no longer are stay for a while. */
  ids: string[];
  /** Index of the first that may still be queued. */
  head: number;
}

/** Number of runs that are no longer queued, in front of one that is, from which on they are taken out. */
const tolerated = 64;

export class Queues {
  readonly #byThread = new Map<string, Queue>();
  readonly #placeOf: (runId: string) => number;
  #undo: (() => void)[] = [];

  constructor(placeOf: (runId: string) => number) {
    this.#placeOf = placeOf;
  }

  add(threadId: string, runId: string): void {
    const queue = this.#byThread.get(threadId) ?? { ids: [], head: 0 };
    this.#byThread.set(threadId, queue);
    queue.ids.splice(firstAt(queue.ids, this.#placeOf(runId), this.#placeOf), 0, runId);
    this.#undo.push(() => queue.ids.splice(queue.ids.lastIndexOf(runId), 1));
  }

  delete(threadId: string): void {
    const queue = this.#byThread.get(threadId);
    if (queue === undefined) return;
    this.#byThread.delete(threadId);
    this.#undo.push(() => this.#byThread.set(threadId, queue));
  }

  /** The ids of the first queued runs. Call it outside of a transaction. */
  first(threadId: string, limit: number, isQueued: (runId: string) => boolean): string[] {
    const queue = this.#byThread.get(threadId);
    if (queue === undefined) return [];
    while (queue.head < queue.ids.length && !isQueued(queue.ids[queue.head] as string))
      queue.head++;
    const found: string[] = [];
    let index = queue.head;
    for (; index < queue.ids.length && found.length < limit; index++) {
      const id = queue.ids[index] as string;
      if (isQueued(id)) found.push(id);
    }
    const passed = index - queue.head - found.length;
    if (passed > tolerated || queue.head > queue.ids.length / 2) {
      queue.ids = queue.ids.slice(queue.head).filter(isQueued);
      queue.head = 0;
    }
    return found;
  }

  mark(): void {
    this.#undo = [];
  }

  undo(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
  }
}
