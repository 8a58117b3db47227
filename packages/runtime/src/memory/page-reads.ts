/** The reads of a page, on the tables in memory. */
import type { PageReads } from '../ports/pages.ts';
import type { Tables } from './tables.ts';

export function pageReads(tables: Tables): PageReads {
  const runOf = (id: string) => tables.runs.entries.get(id);
  return {
    lastSeq: (threadId) => tables.events.get(threadId).at(-1)?.seq ?? 0,
    findMessagePlace(threadId, messageId) {
      const runId = tables.messages.entries.get(messageId)?.runId ?? '';
      const run = tables.findPlace(runId);
      if (run === undefined || runOf(runId)?.threadId !== threadId) return undefined;
      return { run, message: tables.messagesByRun.get(runId).indexOf(messageId) };
    },
    findBusyPlace(threadId) {
      const active = tables.findPlace(tables.active.entries.get(threadId) ?? '');
      if (active !== undefined) return active;
      const [queued] = tables.queued(threadId, 1);
      if (queued === undefined) return undefined;
      for (const { id, place } of this.runsBack(threadId, tables.findPlace(queued.id) ?? 0))
        if ((runOf(id)?.stored.lastFence ?? 0) > 0) return place;
      return undefined;
    },
    *runsBack(threadId, upTo) {
      const ids = tables.conversations.get(threadId);
      for (let index = tables.indexUpTo(threadId, upTo); index >= 0; index--) {
        const id = ids[index] as string;
        yield { id, place: tables.findPlace(id) as number };
      }
    },
    *messagesBack(runId, before) {
      const ids = tables.messagesByRun.get(runId);
      for (let place = Math.min(before, ids.length) - 1; place >= 0; place--) {
        const message = tables.messages.entries.get(ids[place] as string);
        if (message?.status === 'completed' || message?.status === 'failed')
          yield { place, message, length: 0 };
      }
    },
    eventsOf: (runIds) =>
      runIds.flatMap((id) => tables.eventsByRun.get(id)).sort((a, b) => a.seq - b.seq),
    findPageRun(runId) {
      const [run, times] = [runOf(runId), tables.runTimes.entries.get(runId)];
      return run && times && { run, ...times };
    },
  };
}
