/** Deletes what is older than a time from the store in memory, of threads in which nothing is under way. */
import type { PruneOptions } from '../ports/store.ts';
import type { Tables } from './tables.ts';

/** @returns where the next step begins; undefined at the end */
export function prune(
  tables: Tables,
  { before, limit, after = '' }: PruneOptions,
): string | undefined {
  const threads = [...tables.events.keys()].filter((id) => id > after).sort();
  let place = after;
  let left = limit;
  for (const id of threads.slice(0, limit)) {
    if (left <= 0) return place;
    const [deleted, hasMore] = isIdle(tables, id)
      ? pruneThread(tables, id, before, left)
      : [0, false];
    if (hasMore) return place;
    left -= deleted;
    place = id;
  }
  return threads.length < limit ? undefined : place;
}

const isIdle = (tables: Tables, threadId: string): boolean =>
  !tables.active.entries.has(threadId) && (tables.queueLengths.entries.get(threadId) ?? 0) === 0;

/** @returns how many entries were deleted, and whether older events are left */
function pruneThread(tables: Tables, id: string, before: number, limit: number): [number, boolean] {
  const events = tables.events.get(id);
  const candidates = events.slice(0, Math.min(limit, events.length - 1));
  // The events of a thread are in the order of time.
  const kept = candidates.findIndex(({ at }) => at >= before);
  const old = kept < 0 ? candidates : candidates.slice(0, kept);
  tables.events.replaceFrom(id, 0, events.slice(old.length));
  const lastSeq = old.at(-1)?.seq ?? 0;
  for (const runId of new Set(old.map((event) => event.runId))) {
    const stay = tables.eventsByRun.get(runId).filter(({ seq }) => seq > lastSeq);
    tables.eventsByRun.replaceFrom(runId, 0, stay);
  }
  let deleted = old.length;
  for (const runId of new Set([...old, events.at(-1)].flatMap((event) => event?.runId ?? []))) {
    // A failed message of a run that has not left its conversation is shown to people.
    const voids = tables.left.entries.has(runId) ? ['failed', 'discarded'] : ['discarded'];
    const isVoid = (messageId: string) =>
      voids.includes(tables.messages.entries.get(messageId)?.status ?? '') &&
      (tables.messageTimes.entries.get(messageId) ?? 0) < before;
    const messages = tables.messagesByRun.get(runId);
    const gone = messages.filter(isVoid);
    const stay = messages.filter((messageId) => !isVoid(messageId));
    tables.messagesByRun.replaceFrom(runId, 0, stay);
    for (const messageId of gone)
      for (const table of [tables.messages, tables.messageTimes, tables.writers])
        table.delete(messageId);
    deleted += gone.length;
    const notes = tables.notes.entries.get(runId);
    const hasSpecimen = tables.specimens.entries.has(`${runId}/${notes?.fence}`);
    if (hasSpecimen || (tables.endedAt.entries.get(runId) ?? before) >= before) continue;
    tables.notes.delete(runId);
    tables.endedAt.delete(runId);
    deleted++;
  }
  return [deleted, old.length === limit];
}
