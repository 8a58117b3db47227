/** Deletes a thread of the store in memory with all that belongs to it. */
import type { Tables } from './tables.ts';

export function forgetThread(tables: Tables, threadId: string): void {
  const runIds = [...tables.runs.entries.values()].flatMap((run) =>
    run.threadId === threadId ? [run.id] : [],
  );
  const named = namedFiles(
    tables,
    runIds.flatMap((id) => tables.messagesByRun.get(id)),
  );
  for (const id of runIds) {
    for (const messageId of tables.messagesByRun.get(id)) {
      for (const table of [tables.messages, tables.messageTimes, tables.writers, tables.drafts])
        table.delete(messageId);
    }
    tables.messagesByRun.delete(id);
    tables.eventsByRun.delete(id);
    for (const table of [
      tables.runs,
      tables.runTimes,
      tables.places,
      tables.left,
      tables.notes,
      tables.timers,
    ])
      table.delete(id);
    tables.endedAt.delete(id);
  }
  for (const attempt of tables.specimens.entries.values())
    if (runIds.includes(attempt.runId))
      tables.specimens.delete(`${attempt.runId}/${attempt.fence}`);
  // One number is left out, so that no reader takes an event of a new thread for the next one of this thread.
  const last = tables.events.get(threadId).at(-1)?.seq ?? -1;
  const former = tables.firstAfter.entries.get('') ?? 0;
  if (last >= former) tables.firstAfter.set('', last + 1);
  for (const table of [tables.conversations, tables.queues, tables.queueLengths, tables.active])
    table.delete(threadId);
  for (const table of [tables.titles, tables.events]) table.delete(threadId);
  const others = namedFiles(tables, tables.messages.entries.keys());
  for (const hash of named) if (!others.has(hash)) tables.files.delete(hash);
}

/** The hashes of the stored files that the messages name. */
function namedFiles(tables: Tables, messageIds: Iterable<string>): Set<string> {
  const texts = [...messageIds].map((id) =>
    JSON.stringify([tables.messages.entries.get(id), tables.drafts.get(id)]),
  );
  const isNamed = (hash: string) => texts.some((text) => text.includes(JSON.stringify(hash)));
  return new Set([...tables.files.entries.keys()].filter(isNamed));
}
