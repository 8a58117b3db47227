/**
 * The recorded state of each run that a handle is held on. A handle answers at once, whatever its store, and a waiting
 * run that nobody has a handle on takes no memory.
 */
import { isFinalState } from '@perdure/run';
import { FreshMap } from '../fresh-map.ts';
import type { RunRecord } from '../ports/store.ts';

export interface RunCell {
  record: RunRecord;
  /** True once the thread of the run was forgotten. The record is the last one then. */
  isForgotten: boolean;
}

/** What leads to a cell: a `WeakRef`, or a reference that keeps it. */
interface Reference {
  deref(): RunCell | undefined;
}

export class RunCells {
  readonly #cells = new FreshMap<string, Reference>();
  readonly #gone = new FinalizationRegistry<string>((runId) => {
    if (this.#cells.get(runId)?.deref() === undefined) this.#cells.delete(runId);
  });

  /** The cell of the run. All handles on a run that is not over share it. @param record its state, if there is no cell yet */
  open(record: RunRecord): RunCell {
    const known = this.#cells.get(record.id)?.deref();
    if (known !== undefined) return known;
    const cell = { record, isForgotten: false };
    this.#refer(cell);
    return cell;
  }

  /** Call with each run that a commit has changed. */
  update(record: RunRecord): void {
    const cell = this.#cells.get(record.id)?.deref();
    if (cell === undefined) return;
    const { state } = cell.record.stored;
    cell.record = record;
    if (record.stored.state !== state) this.#refer(cell);
  }

  /**
   * Refers to a cell as its state needs it. A running run is kept, because V8 moves what a `WeakRef` leads to into the
   * old generation, and most runs are over before that. A run that is over does not change.
   */
  #refer(cell: RunCell): void {
    const { id, stored } = cell.record;
    if (isFinalState(stored.state)) this.#cells.delete(id);
    else if (stored.state === 'running') this.#cells.set(id, { deref: () => cell });
    else {
      this.#cells.set(id, new WeakRef(cell));
      this.#gone.register(cell, id);
    }
  }

  /** Ids of the threads of the runs that a handle is held on. */
  threadIds(): Set<string> {
    const found = [...this.#cells].flatMap(([, held]) => held.deref()?.record.threadId ?? []);
    return new Set(found);
  }

  /** The runs of a thread that a handle is held on. */
  of(threadId: string): RunRecord[] {
    return [...this.#cells].flatMap(([, held]) => {
      const record = held.deref()?.record;
      return record?.threadId === threadId ? [record] : [];
    });
  }

  recordOf(runId: string): RunRecord | undefined {
    return this.#cells.get(runId)?.deref()?.record;
  }

  /** Call with each thread that a commit has forgotten. Returns the ids of its runs that a handle is held on. */
  forget(threadId: string): string[] {
    const forgotten: string[] = [];
    for (const [runId, held] of this.#cells) {
      const cell = held.deref();
      if (cell?.record.threadId !== threadId) continue;
      cell.isForgotten = true;
      this.#cells.delete(runId);
      forgotten.push(runId);
    }
    return forgotten;
  }
}
