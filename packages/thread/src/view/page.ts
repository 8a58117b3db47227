/** A page of a thread: some of its messages that follow one another, with their runs. */
import type { ThreadEvent } from '../model/events.ts';
import { deepFreeze } from '../model/freeze.ts';
import type { Message } from '../model/message.ts';
import { foldAll } from './fold.ts';
import { emptyView, type RunView, type ThreadView } from './view.ts';

/** What a page is made of, as a store has recorded it. */
export interface ThreadPage {
  /** Number of the thread's last event; 0 for a thread without events. */
  readonly seq: number;
  /** Ids of the page's runs, in the order of the conversation. */
  readonly runIds: readonly string[];
  /** Those of these runs whose first event was pruned, as they have ended, without their attempts. */
  readonly prunedRuns: readonly RunView[];
  /** All events of the other runs except those that complete or fail a message, in the order of their numbers. */
  readonly events: readonly ThreadEvent[];
  /** The page's messages, completed or failed, in the order of the conversation. */
  readonly messages: readonly Message[];
  /** True if the conversation has messages before the first one of the page. */
  readonly hasEarlier: boolean;
}

/** True for an event that belongs to a page. The others bring a message, which the page has. */
export const isOfPage = ({ type }: Pick<ThreadEvent, 'type'>): boolean =>
  type !== 'message.completed' && type !== 'message.failed';

/** The view of a page: what a view of the whole thread shows, cut to the page. */
export function toView(threadId: string, page: ThreadPage): ThreadView {
  const { seq, runIds, prunedRuns, events, messages, hasEarlier } = page;
  const { runs, held } = foldAll(emptyView(threadId), events);
  // A run that has replaced another one was queued later than its place says.
  const byId = new Map([...prunedRuns.map(deepFreeze), ...runs].map((run) => [run.id, run]));
  return {
    threadId,
    seq,
    messages: messages.map(deepFreeze),
    runs: runIds.flatMap((id) => byId.get(id) ?? []),
    held,
    hasEarlier,
  };
}

/** The view with a page of the same event number in front of it. What both have is taken from the view. */
export function withEarlier(view: ThreadView, page: ThreadView): ThreadView {
  return {
    ...view,
    messages: [...without(page.messages, view.messages), ...view.messages],
    runs: [...without(page.runs, view.runs), ...view.runs],
    hasEarlier: page.hasEarlier,
  };
}

function without<T extends { id: string }>(list: readonly T[], others: readonly T[]): readonly T[] {
  const known = new Set(others.map(({ id }) => id));
  return list.filter(({ id }) => !known.has(id));
}
