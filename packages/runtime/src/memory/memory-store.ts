/** A store in memory, with the same rules as a store on a file: for tests, and for apps that need no durability. */
import type { Message, ThreadSummary } from '@perdure/thread';
import { readPage } from '../ports/pages.ts';
import { withPieces } from '../ports/pieces.ts';
import { loadAtOnce } from '../ports/plan-reads.ts';
import type { AtOnceStore, Reads } from '../ports/store.ts';
import { firstAt } from './first-at.ts';
import { pageReads } from './page-reads.ts';
import { prune } from './prune.ts';
import { Tables } from './tables.ts';

/** Makes a store in memory. Everything that the store returns is a copy, as from a file. */
export function memoryStore(): AtOnceStore {
  const tables = new Tables();
  const runs = tables.runs.entries;
  const threadOf = (runId: string) => runs.get(runId)?.threadId;
  const activeRun = (threadId: string) => runs.get(tables.active.entries.get(threadId) ?? '');
  /** The runs of the conversation from this one on. */
  const runsFrom = (runId: string) => {
    const from = tables.indexOf(runId);
    return from < 0 ? [] : tables.runsOf(tables.conversations.get(threadOf(runId)).slice(from));
  };
  const complete = (message: Message | undefined) =>
    message && structuredClone(withPieces(message, tables.drafts.get(message.id)));

  const pages = pageReads(tables);

  const reads: Reads = {
    findRun: (runId) => structuredClone(runs.get(runId)),
    findActiveRun: (threadId) => structuredClone(activeRun(threadId)),
    findQueuedRuns: (threadId, limit) => structuredClone(tables.queued(threadId, limit)),
    countQueuedRuns: (threadId) => tables.queueLengths.entries.get(threadId) ?? 0,
    findRunningRuns: () =>
      [...runs.values()]
        .filter((run) => run.stored.state === 'running')
        .map(({ id, stored: { attemptFence } }) => ({ id, attemptFence })),
    findPlace: (runId) => tables.findPlace(runId),
    findLeaving: (runId) =>
      runsFrom(runId).flatMap(({ id, stored }) => (stored.state === 'queued' ? [] : [id])),
    hasBegunAfter: (runId) =>
      runsFrom(runId).some(({ id, stored }) => id !== runId && stored.lastFence > 0),
    history(runId, from) {
      const first = from === undefined ? 0 : tables.indexOf(from);
      const ids = tables.conversations.get(threadOf(runId)).slice(first, tables.indexOf(runId) + 1);
      const given = ids.flatMap((id) => tables.messagesOf(id));
      return structuredClone(given.filter(({ status }) => status === 'completed'));
    },
    findStreamingMessage: (runId) =>
      complete(tables.messagesOf(runId).find(({ status }) => status === 'streaming')),
    hasCompletedMessage: (runId, fence) =>
      tables
        .messagesOf(runId)
        .some(
          ({ id, status }) => status === 'completed' && tables.writers.entries.get(id) === fence,
        ),
    findAttemptNotes: (runId) => structuredClone(tables.notes.entries.get(runId)),
    findFile: (hash) => structuredClone(tables.files.entries.get(hash)),
    findMessage: (messageId) => complete(tables.messages.entries.get(messageId)),
    threads: (limit) =>
      [...tables.events.keys()]
        .map((id) => ({ id, updatedAt: tables.events.get(id).at(-1)?.at ?? 0 }))
        .sort((a, b) => b.updatedAt - a.updatedAt)
        .slice(0, limit)
        .map(({ id, updatedAt }): ThreadSummary => {
          const last = runs.get(tables.conversations.get(id).at(-1) ?? '');
          const state = (activeRun(id) ?? last)?.stored.state ?? 'queued';
          return { id, title: tables.titles.entries.get(id) ?? '', state, updatedAt };
        }),
    specimens: () => structuredClone([...tables.specimens.entries.values()]),
    events(threadId, after, limit) {
      const events = tables.events.get(threadId);
      const first = firstAt(events, after + 1, ({ seq }) => seq);
      return structuredClone(events.slice(first, first + limit));
    },
    page: (threadId, limit, before) => structuredClone(readPage(pages, threadId, limit, before)),
    conversation(threadId) {
      const ids = tables.conversations.get(threadId);
      const messages = ids.flatMap((id) => tables.messagesOf(id));
      return structuredClone({
        seq: tables.events.get(threadId).at(-1)?.seq ?? 0,
        runs: tables.runsOf(ids).map((run) => ({
          run,
          ...(tables.runTimes.entries.get(run.id) ?? { createdAt: 0, updatedAt: 0 }),
        })),
        messages: messages.filter(({ status }) => status === 'completed' || status === 'failed'),
      });
    },
    dueTimers: (now, limit, after) => tables.deadlines.due(now, limit, after),
    nextDeadline: (after) => tables.deadlines.due(Number.POSITIVE_INFINITY, 1, after)[0]?.dueAt,
  };
  return {
    ...reads,
    prune: (options) => tables.change(() => prune(tables, options)),
    load: (wanted) => loadAtOnce(reads, wanted),
    commit: (writes) => ({ recorded: structuredClone(tables.transaction(writes)), lost: [] }),
    close() {},
  };
}
