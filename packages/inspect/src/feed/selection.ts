/** What is read of a store, and which part of it a receiver is shown. */
import type { Store } from '@perdure/runtime';

/** Enough to show what is recorded, and nothing that could change it. */
export type Log = Pick<Store, 'threads' | 'events' | 'findRun'>;

/** One run, one thread, or, empty, whatever happens. */
export interface Selection {
  runId?: string;
  threadId?: string;
}

/** `?run=r1`, `?thread=t1`, or neither. */
export function selectionIn({ searchParams }: URL): Selection {
  const runId = searchParams.get('run');
  const threadId = searchParams.get('thread');
  return { ...(runId !== null && { runId }), ...(threadId !== null && { threadId }) };
}

/** What both let through; undefined if that can be nothing. */
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

/** Where there is something to be shown already; the thread in which something happened last comes last. */
export function threadsOf(log: Log, { runId, threadId }: Selection, most: number): string[] {
  if (threadId !== undefined) return [threadId];
  if (runId !== undefined) return [log.findRun(runId)?.threadId ?? []].flat();
  return log
    .threads(most)
    .map(({ id }) => id)
    .reverse();
}
