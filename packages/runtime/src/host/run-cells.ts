/**
 * The recorded state of each run that a handle is held on. A handle answers at once, whatever its store, and a run that
 * nobody has a handle on takes no memory.
 */
import type { RunRecord } from '../ports/store.ts';

export interface RunCell {
  record: RunRecord;
  /** True once the thread of the run was forgotten. The record is the last one then. */
  isForgotten: boolean;
}

export class RunCells {
  readonly #cells = new Map<string, WeakRef<RunCell>>();
  readonly #gone = new FinalizationRegistry<string>((runId) => {
    if (this.#cells.get(runId)?.deref() === undefined) this.#cells.delete(runId);
  });

  /** The cell of the run. All handles on a run share it. @param record its state, if there is no cell yet */
  open(record: RunRecord): RunCell {
    const { id } = record;
    const known = this.#cells.get(id)?.deref();
    if (known !== undefined) return known;
    const cell = { record, isForgotten: false };
    this.#cells.set(id, new WeakRef(cell));
    this.#gone.register(cell, id);
    return cell;
  }

  /** Call with each run that a commit has changed. */
  update(record: RunRecord): void {
    const cell = this.#cells.get(record.id)?.deref();
    if (cell !== undefined) cell.record = record;
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
