/** The part of a store that the inspector reads, and the part of that which a receiver is shown. */
import type { EventLog, RunStore } from '@perdure/runtime/store';

/** The reads of a store that the inspector needs. None of them writes. */
export type Log = Pick<EventLog, 'events' | 'threads'> & Pick<RunStore, 'findRun'>;

/** One run, one thread, or everything if both fields are missing. */
export interface Selection {
  runId?: string;
  threadId?: string;
}

/** Reads `?run=r1` and `?thread=t1`. */
export function selectionIn({ searchParams }: URL): Selection {
  const runId = searchParams.get('run');
  const threadId = searchParams.get('thread');
  return { ...(runId !== null && { runId }), ...(threadId !== null && { threadId }) };
}

/** The intersection of two selections; undefined if it is empty. */
export function both(a: Selection, b: Selection): Selection | undefined {
  const isContradiction = (['runId', 'threadId'] as const).some(
    (key) => a[key] !== undefined && b[key] !== undefined && a[key] !== b[key],
  );
  return isContradiction ? undefined : { ...a, ...b };
}

export const covers = (
  { runId, threadId }: Selection,
  of: { runId: string; threadId: string },
): boolean => (runId ?? of.runId) === of.runId && (threadId ?? of.threadId) === of.threadId;

/** Ids of the selection's threads, the most recently changed one last. @param most how many, if none was chosen */
export function threadsOf(log: Log, { runId, threadId }: Selection, most: number): string[] {
  if (threadId !== undefined) return [threadId];
  if (runId !== undefined) return [log.findRun(runId)?.threadId ?? []].flat();
  return log
    .threads(most)
    .map(({ id }) => id)
    .reverse();
}
