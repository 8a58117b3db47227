/** Selections: the part of a store that the inspector may show, and the part of it that a receiver asks for. */
import type { EventLog, RunStore } from '@perdure/runtime/store';

/** The methods of a store that the inspector uses. None of them writes. */
export type Log = Pick<EventLog, 'events' | 'threads'> & Pick<RunStore, 'findRun'>;

/** A selection of one run or one thread; of everything if both fields are missing. */
export interface Selection {
  runId?: string;
  threadId?: string;
}

/** Reads a selection from the parameters of a URL, such as `?run=r1` and `?thread=t1`. */
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

/**
 * Ids of the selection's threads, the most recently changed one last.
 *
 * @param most number of threads at most, if the selection names neither a run nor a thread
 */
export function threadsOf(log: Log, { runId, threadId }: Selection, most: number): string[] {
  if (threadId !== undefined) return [threadId];
  if (runId !== undefined) return [log.findRun(runId)?.threadId ?? []].flat();
  return log
    .threads(most)
    .map(({ id }) => id)
    .reverse();
}
