/** The order of the runs in their conversations, as a batch sees it: what the store holds, with the batch's changes. */
import { isActiveState } from '@perdure/run';
import type { PlanReads, RunRecord } from '../ports/store.ts';

export interface Changes {
  /** The changed runs in their new states. */
  readonly runs: ReadonlyMap<string, RunRecord>;
  /** The places of the created runs. */
  readonly created: ReadonlyMap<string, { place: number }>;
  /** The runs that have left their conversation. */
  readonly left: ReadonlyMap<string, true>;
}

const none: ReadonlySet<string> = new Set();

export class Conversations {
  readonly #store: PlanReads;
  readonly #changes: Changes;

  constructor(store: PlanReads, changes: Changes) {
    this.#store = store;
    this.#changes = changes;
  }

  /** The place of the run in its conversation; undefined if the run was replaced, in this batch or before. */
  placeOf(runId: string): number | undefined {
    if (this.#changes.left.has(runId)) return undefined;
    return this.#changes.created.get(runId)?.place ?? this.#store.findPlace(runId);
  }

  /** The run that keeps the thread busy. */
  findActiveRun(threadId: string): RunRecord | undefined {
    for (const run of this.#changedIn(threadId)) if (isActiveState(run.stored.state)) return run;
    const recorded = this.#store.findActiveRun(threadId);
    return recorded === undefined || this.#changes.runs.has(recorded.id) ? undefined : recorded;
  }

  /**
   * The first queued run of the thread. The store is asked for one more than are changed or passed over, and not for all.
   *
   * @param passed ids of runs that are passed over
   */
  findQueued(threadId: string, passed = none): RunRecord | undefined {
    const changed = this.#changedIn(threadId);
    const recorded = this.#store
      .findQueuedRuns(threadId, changed.length + passed.size + 1)
      .find(({ id }) => !this.#changes.runs.has(id) && !passed.has(id));
    const queued = changed.filter(({ id, stored }) => stored.state === 'queued' && !passed.has(id));
    return this.#first(recorded === undefined ? queued : [recorded, ...queued]);
  }

  /** How many runs of the thread are queued. */
  countQueued(threadId: string): number {
    const isQueued = (run: RunRecord | undefined) => Number(run?.stored.state === 'queued');
    const { created } = this.#changes;
    // A changed run was counted by the store if it was queued there.
    const recorded = ({ id }: RunRecord) => (created.has(id) ? undefined : this.#store.findRun(id));
    return this.#changedIn(threadId).reduce(
      (count, run) => count + isQueued(run) - isQueued(recorded(run)),
      this.#store.countQueuedRuns(threadId),
    );
  }

  /** True if a run after this one in the conversation has begun. */
  hasBegunAfter(run: RunRecord): boolean {
    return (
      this.#changedFrom(run).some(({ id, stored }) => id !== run.id && stored.lastFence > 0) ||
      this.#store.hasBegunAfter(run.id)
    );
  }

  /** The run and all later ones that leave the conversation if it is replaced: the queued ones stay. */
  leaving(run: RunRecord): string[] {
    const { runs, left } = this.#changes;
    const recorded = this.#store.findLeaving(run.id).filter((id) => !runs.has(id));
    const changed = this.#changedFrom(run).filter(({ stored }) => stored.state !== 'queued');
    return [...recorded, ...changed.map(({ id }) => id)].filter((id) => !left.has(id));
  }

  /** The run that comes first in the conversation. */
  #first(runs: readonly RunRecord[]): RunRecord | undefined {
    if (runs.length < 2) return runs[0];
    const place = ({ id }: RunRecord) => this.placeOf(id) ?? Number.POSITIVE_INFINITY;
    return runs.reduce((first, run) => (place(run) < place(first) ? run : first));
  }

  /** The changed runs, from this one on, in the conversation. */
  #changedFrom(run: RunRecord): RunRecord[] {
    const from = this.placeOf(run.id);
    if (from === undefined) return [];
    return this.#changedIn(run.threadId).filter(({ id }) => (this.placeOf(id) ?? -1) >= from);
  }

  #changedIn(threadId: string): RunRecord[] {
    return [...this.#changes.runs.values()].filter((run) => run.threadId === threadId);
  }
}
