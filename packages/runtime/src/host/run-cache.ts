/** A store that keeps the 1,000 most recently used runs in memory, because plans mostly read these runs. */
import { type RunRecord, type Store, wrapStore } from '../ports/store.ts';

/** Most runs in the cache, of one or two kilobytes each. Other waiting runs are not in memory. */
const capacity = 1_000;

/** Adds the cache to a store. All writes must go through it, because a run written past the cache stays out of date. */
export function withRunCache(store: Store): Store {
  /** The cached runs by id, the least recently used first. */
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
