/** A view that its owner folds from a stream and that readers watch. */
import { isDelta, type StreamItem } from '../model/events.ts';
import { type Readable, Writable } from '../readable.ts';
import type { Report } from '../report.ts';
import { foldAll } from './fold.ts';
import { withEarlier } from './page.ts';
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
  #request: Request | undefined;
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
    for (const item of items) this.#request?.items.push(item);
    this.#set(this.#withPage(foldAll(this.#own, items, this.#report)));
  }

  /**
   * Begins anew. @param view a page of the thread, or the empty view if another log has taken the place of the log that
   * was read
   */
  startOver(view = emptyView(this.#own.threadId)): void {
    this.#request?.resolve();
    this.#request = undefined;
    this.#set({ ...view, messages: [...view.messages], runs: [...view.runs] });
  }

  /**
   * Puts the page before the view in front of it. Call it once at a time. Resolves once the page is in the view, which
   * has then reached the page's event, or has begun anew.
   *
   * @param load reads the page before a message. What it rejects with is thrown
   */
  async loadEarlier(load: (before: string) => Promise<ThreadView>): Promise<void> {
    const view = this.#own;
    const [first] = view.messages;
    if (!view.hasEarlier || first === undefined) return;
    let resolve = () => {};
    const isThere = new Promise<void>((done) => (resolve = done));
    const request: Request = { view, items: [], page: undefined, resolve };
    this.#request = request;
    try {
      request.page = await load(first.id);
    } catch (error) {
      if (this.#request === request) this.#request = undefined;
      throw error;
    }
    this.#set(this.#withPage(this.#own));
    return isThere;
  }

  /** Completes the observers and lets them go. */
  complete(): void {
    this.#shown.complete();
  }

  /**
   * The view with the page that was asked for, once the view has reached the page's event. The items since then are
   * folded again, because they may change what is on the page.
   */
  #withPage(view: ThreadView): ThreadView {
    if (this.#request?.page === undefined || view.seq < this.#request.page.seq) return view;
    const { page, items, view: former, resolve } = this.#request;
    this.#request = undefined;
    resolve();
    const isAfter = (item: StreamItem) => !isDelta(item) && item.seq > page.seq;
    const after = items.findIndex(isAfter);
    const split = after < 0 ? items.length : after;
    // What can't be folded was reported before.
    const ignore = () => {};
    const atPage = foldAll(former, items.slice(0, split), ignore);
    return foldAll(withEarlier(atPage, page), items.slice(split), ignore);
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

/** A page that was asked for. */
interface Request {
  /** The view at the request, and the items that were folded since. */
  view: ThreadView;
  items: StreamItem[];
  /** Undefined until it has come. */
  page: ThreadView | undefined;
  resolve: () => void;
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
