/** A store that keeps the 1,000 most recently used runs in memory, because most reads of a plan are among them. */
import { type RunRecord, type Store, wrapStore } from '../ports/store.ts';

/** One or two kilobytes each. Waiting runs beyond it are not in memory. */
const capacity = 1_000;

/** Correct only for the store's one writer: a run that is written past it stays out of date. */
export function withRunCache(store: Store): Store {
  /** Least recently used first. */
  const recent = new Map<string, RunRecord>();

  function keep(run: RunRecord): void {
    recent.delete(run.id);
    recent.set(run.id, run);
    if (recent.size <= capacity) return;
    const [oldest] = recent.keys();
    if (oldest !== undefined) recent.delete(oldest);
  }

  return wrapStore(store, {
    findRun(runId) {
      const run = recent.get(runId) ?? store.findRun(runId);
      if (run !== undefined) keep(run);
      return run;
    },
    commit(writes) {
      const events = store.commit(writes);
      for (const write of writes)
        if (write.type === 'createRun' || write.type === 'updateRun') keep(write.run);
      return events;
    },
  });
}
