/** Compares the pages of a thread with the fold of its whole log: at each size, the last page and those before it. */
import { isDeepStrictEqual } from 'node:util';
import { isActiveState, type LocalStore } from '@perdure/runtime/store';
import { emptyView, foldAll, type ThreadEvent, type ThreadView, toView } from '@perdure/thread';
import { holds } from '../guarantee.ts';

/** The sizes of the pages. The log of a history has some dozen messages. */
const limits = [1, 3, 500];

/** Length of each thread's log at its last check, because the pages change with the log alone. */
const checked = new WeakMap<LocalStore, Map<string, number>>();

/** Checks the pages of a thread. @throws {GuaranteeError} */
export function checkPages(store: LocalStore, threadId: string, log: readonly ThreadEvent[]): void {
  const lengths = checked.get(store) ?? new Map<string, number>();
  checked.set(store, lengths);
  if (lengths.get(threadId) === log.length) return;
  lengths.set(threadId, log.length);
  const whole = foldAll(emptyView(threadId), log);
  for (const limit of limits) {
    const page = (before?: string): ThreadView | undefined => {
      const found = store.page(threadId, limit, before);
      return found && toView(threadId, found);
    };
    let view = page();
    compare(view, lastPage(whole, limit), `the last page of ${limit} of ${threadId}`);
    while (view?.hasEarlier) {
      const before = view.messages[0]?.id;
      const end = whole.messages.findIndex(({ id }) => id === before);
      const from = Math.max(0, end - limit);
      const runIds = new Set(whole.messages.slice(from, end).map(({ runId }) => runId));
      const expected = {
        ...whole,
        messages: whole.messages.slice(from, end),
        runs: whole.runs.filter(({ id }) => runIds.has(id)),
        hasEarlier: from > 0,
      };
      view = page(before);
      const shown = view && {
        ...view,
        held: whole.held,
        runs: view.runs.filter(({ id }) => runIds.has(id)),
      };
      compare(shown, expected, `the page of ${limit} before ${before}`);
    }
  }
}

/** The view of the whole thread, cut to the last page by the rule of `Thread.page`. */
export function lastPage(whole: ThreadView, limit: number): ThreadView {
  const { messages, runs } = whole;
  const ordinal = new Map(runs.map(({ id }, index) => [id, index]));
  const active = runs.findIndex(({ state }) => isActiveState(state));
  const queued = runs.findIndex(({ state }) => state === 'queued');
  const begun = runs.slice(0, queued).findLastIndex(({ attempts }) => attempts.length > 0);
  const [busy = runs.length - 1] = [active, queued < 0 ? -1 : begun].filter((at) => at >= 0);
  const counted = messages.filter(({ runId }) => (ordinal.get(runId) ?? 0) <= busy).length;
  return cutTo(whole, Math.max(0, counted - limit));
}

/** The view of the whole thread from a message on. */
export function cutTo(whole: ThreadView, from: number): ThreadView {
  const messages = whole.messages.slice(from);
  const first = whole.runs.findIndex(({ id }) => id === messages[0]?.runId);
  return { ...whole, messages, runs: whole.runs.slice(Math.max(0, first)), hasEarlier: from > 0 };
}

function compare(view: ThreadView | undefined, expected: ThreadView, what: string): void {
  const brief = (one: ThreadView | undefined) =>
    JSON.stringify(one && { ...one, messages: one.messages.map(({ id }) => id) });
  holds(
    isDeepStrictEqual(view, expected),
    'G8',
    () => `${what} is ${brief(view)}, and the whole thread shows ${brief(expected)}.`,
  );
}
