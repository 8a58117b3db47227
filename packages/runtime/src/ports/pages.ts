/** A page of a conversation, found from its end backwards, so that its cost does not depend on what is before it. */
import type { Message, ThreadEvent, ThreadPage } from '@perdure/thread';
import { type PageRun, prunedRun } from './pruned-run.ts';

/** A message of a page. Its place among the messages of its run is an integer that is higher for a later message. */
export interface PlacedMessage {
  place: number;
  message: Message;
  /** Length of its text in the store, characters. */
  length: number;
}

/** The reads of a page, all of them as of the same commit. */
export interface PageReads {
  /** Number of the thread's last event; 0 for a thread without events. */
  lastSeq(threadId: string): number;
  /** The places of a message of the conversation: of its run, and in its run. Undefined if it is in no conversation. */
  findMessagePlace(
    threadId: string,
    messageId: string,
  ): { run: number; message: number } | undefined;
  /** The place of the active run; or else, if runs are queued, of the last run before them that has begun. */
  findBusyPlace(threadId: string): number | undefined;
  /** The runs of the conversation up to a place, the last one first. */
  runsBack(threadId: string, upTo: number): Iterable<{ id: string; place: number }>;
  /** The completed and failed messages of a run before a place, the last one first. */
  messagesBack(runId: string, before: number): Iterable<PlacedMessage>;
  /** The events of the runs for which `isOfPage` holds, in the order of their numbers. */
  eventsOf(runIds: readonly string[]): ThreadEvent[];
  findPageRun(runId: string): PageRun | undefined;
}

/** Longest text of a page, characters, because a page is in memory as a whole. A single message may be longer. */
const longestPage = 8 * 2 ** 20;

/**
 * The page before a message, or the last page: `limit` messages of the active run and of those before it, and all
 * messages of the runs behind it. Undefined if the conversation has no message `before`.
 */
export function readPage(
  reads: PageReads,
  threadId: string,
  limit: number,
  before?: string,
): ThreadPage | undefined {
  const end = before === undefined ? undefined : reads.findMessagePlace(threadId, before);
  if (before !== undefined && end === undefined) return undefined;
  const counted = end === undefined ? reads.findBusyPlace(threadId) : end.run;
  const runIds: string[] = [];
  const messages: Message[] = [];
  let [count, length, hasEarlier] = [0, 0, false];
  for (const run of reads.runsBack(threadId, end?.run ?? Number.MAX_SAFE_INTEGER)) {
    const isCounted = counted === undefined || run.place <= counted;
    const found: Message[] = [];
    const upTo = run.place === end?.run ? end.message : Number.MAX_SAFE_INTEGER;
    for (const entry of reads.messagesBack(run.id, upTo)) {
      length += entry.length;
      hasEarlier = isCounted && (count === limit || (count > 0 && length > longestPage));
      if (hasEarlier) break;
      if (isCounted) count++;
      found.push(entry.message);
    }
    // A run of which the page has no message is not on it.
    if (!hasEarlier || found.length > 0) runIds.push(run.id);
    messages.push(...found);
    if (hasEarlier) break;
  }
  runIds.reverse();
  const recorded = reads.eventsOf(runIds);
  const begun = new Set(
    recorded.flatMap(({ type, runId }) => (type === 'run.queued' ? runId : [])),
  );
  const pruned = runIds.filter((id) => !begun.has(id));
  return {
    seq: reads.lastSeq(threadId),
    runIds,
    prunedRuns: pruned.flatMap((id) => reads.findPageRun(id) ?? []).map(prunedRun),
    events: recorded.filter(({ runId }) => begun.has(runId)),
    messages: messages.reverse(),
    hasEarlier,
  };
}
