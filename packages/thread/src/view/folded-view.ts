/** A view that its owner folds from a stream and that readers watch. */
import type { StreamItem } from '../model/events.ts';
import { type Readable, Writable } from '../readable.ts';
import type { Report } from '../report.ts';
import { foldAll } from './fold.ts';
import { emptyView, type ThreadView } from './view.ts';

/**
 * What readers get is frozen, because they share it. The two lists are frozen copies of those from which the next view is
 * folded, because `with` and `findIndex` of a frozen list take up to 50 times as long (V8 13.6).
 */
export class FoldedView implements Readable<ThreadView> {
  readonly getSnapshot: Readable<ThreadView>['getSnapshot'];
  readonly subscribe: Readable<ThreadView>['subscribe'];
  readonly #report: Report;
  readonly #shown: Writable<ThreadView>;
  #own: ThreadView;
  #messages = new ListCopy<ThreadView['messages'][number]>();
  #runs = new ListCopy<ThreadView['runs'][number]>();

  /** @param report called with what an observer throws */
  constructor(threadId: string, report: Report) {
    this.#own = emptyView(threadId);
    this.#report = report;
    this.#shown = new Writable(this.#copy(), report);
    this.getSnapshot = this.#shown.getSnapshot;
    this.subscribe = this.#shown.subscribe;
  }

  /** Number of the last event in the view, whatever readers have made of it. */
  get seq(): number {
    return this.#own.seq;
  }

  /** Folds the items into the view, and tells the observers once. An item that can't be folded is reported. */
  fold(items: readonly StreamItem[]): void {
    this.#set(foldAll(this.#own, items, this.#report));
  }

  /** Begins with an empty view, because another log has taken the place of the log that was read. */
  startOver(): void {
    this.#set(emptyView(this.#own.threadId));
  }

  /** Completes the observers and lets them go. */
  complete(): void {
    this.#shown.complete();
  }

  #set(view: ThreadView): void {
    if (view === this.#own) return;
    this.#own = view;
    this.#shown.set(this.#copy());
  }

  #copy(): ThreadView {
    const { messages, runs } = this.#own;
    return Object.freeze({
      ...this.#own,
      messages: this.#messages.of(messages),
      runs: this.#runs.of(runs),
    });
  }
}

/** A frozen copy of a list: the same one while the list is the same, because selectors compare lists. */
class ListCopy<T> {
  #list: readonly T[] | undefined;
  #copy: readonly T[] = [];

  of(list: readonly T[]): readonly T[] {
    if (list !== this.#list) this.#copy = Object.freeze([...list]);
    this.#list = list;
    return this.#copy;
  }
}
