/** The view of a thread whose first events are pruned: from its runs and messages, and from the events that are there. */
import { deepFreeze, emptyView, foldAll, type ThreadEvent, type ThreadView } from '@perdure/thread';
import { type Answer, andThen } from '../ports/answer.ts';
import { prunedRun } from '../ports/pruned-run.ts';
import type { Conversation, Store } from '../ports/store.ts';

/** Most events of one read of the log. */
const pageSize = 500;

export function readView(
  store: Pick<Store, 'events' | 'conversation'>,
  threadId: string,
): Answer<ThreadView> {
  return andThen(store.conversation(threadId), (conversation) =>
    andThen(readEvents(store, threadId, conversation.seq), (events) =>
      toView(threadId, conversation, events),
    ),
  );
}

/** All events of the log up to a number. */
function readEvents(
  store: Pick<Store, 'events'>,
  threadId: string,
  upTo: number,
  before: readonly ThreadEvent[] = [],
): Answer<readonly ThreadEvent[]> {
  return andThen(store.events(threadId, before.at(-1)?.seq ?? 0, pageSize), (page) => {
    const events = [...before, ...page.filter(({ seq }) => seq <= upTo)];
    const isEnd = page.length === 0 || (page.at(-1)?.seq ?? upTo) >= upTo;
    return isEnd ? events : readEvents(store, threadId, upTo, events);
  });
}

/** A run whose first event is there is folded from its events, because only they have its attempts. */
function toView(
  threadId: string,
  { seq, runs, messages }: Conversation,
  events: readonly ThreadEvent[],
): ThreadView {
  const folded = foldAll(emptyView(threadId), events);
  const whole = new Map(folded.runs.map((run) => [run.id, run]));
  return deepFreeze({
    threadId,
    seq,
    messages,
    runs: runs.map((row) => whole.get(row.run.id) ?? prunedRun(row)),
    held: folded.held,
    hasEarlier: false,
  });
}
