/**
 * A store that has the runs at hand which were written or looked for last: most of what is asked for is among
 * them, and nothing writes but through here. Others are not kept in memory, however many of them wait.
 */
import type { RunRecord, Store } from '../ports/store.ts';

/** A kilobyte or two each. */
const most = 1_000;

export function remembering(store: Store): Store {
  /** The one that was used longest ago comes first. */
  const recent = new Map<string, RunRecord>();

  function keep(run: RunRecord): void {
    recent.delete(run.id);
    recent.set(run.id, run);
    if (recent.size <= most) return;
    const [oldest] = recent.keys();
    if (oldest !== undefined) recent.delete(oldest);
  }

  return {
    ...store,
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
  };
}
