/**
 * What a turn is about to change: runs and timers as they will be, what else is written, and what is released
 * after the commit. Nothing of it is done; to drop it undoes it (G9).
 */
import type { Fact } from '../model/events.ts';
import type { Message } from '../model/message.ts';
import { isActive, type RunRecord, type Write } from '../ports/store.ts';
import { Drafted } from './drafted.ts';

/** What is done once the turn is committed. Timers are not among them: their rows are enough. */
export type Release =
  | { type: 'startAttempt'; runId: string; token: number }
  | { type: 'stopAttempt'; runId: string; token: number }
  | { type: 'closeMessage'; runId: string; token: number; messageId: string };

export class Changes {
  readonly at: number;
  readonly releases: Release[] = [];
  readonly #runs = new Drafted<RunRecord>();
  /** Runs that this turn makes, and what each takes the place of. */
  readonly #made = new Drafted<{ replaces: string | undefined }>();
  readonly #timers = new Drafted<{ token: number; dueAt: number } | 'none'>();
  readonly #writes: Write[] = [];

  /** @param at epoch milliseconds, of all that is written */
  constructor(at: number) {
    this.at = at;
  }

  /** Does all of it, or nothing if it throws. */
  whole<T>(plan: () => T): T {
    const { length: writes } = this.#writes;
    const { length: releases } = this.releases;
    const tables = [this.#runs, this.#made, this.#timers];
    for (const table of tables) table.mark();
    try {
      return plan();
    } catch (refusal) {
      this.#writes.length = writes;
      this.releases.length = releases;
      for (const table of tables) table.undo();
      throw refusal;
    }
  }

  /** Runs that this turn has changed, as they will be. */
  get runs(): ReadonlyMap<string, RunRecord> {
    return this.#runs.entries;
  }

  /** Among them, those that it makes. */
  get made(): ReadonlyMap<string, { replaces: string | undefined }> {
    return this.#made.entries;
  }

  /** Is there perhaps another deadline that comes first? */
  get touchesTimers(): boolean {
    return this.#timers.entries.size > 0;
  }

  /**
   * All of it, for one transaction. However often a run or its timer has changed, it is written once; and those
   * that leave their thread free come before those that take it, so that at no moment are there two (G3).
   */
  get writes(): Write[] {
    const { at } = this;
    const changed = [...this.runs.values()].filter(({ id }) => !this.made.has(id));
    const update = (run: RunRecord): Write => ({ type: 'updateRun', run, at });
    const made = [...this.made].flatMap(([id, { replaces }]): Write[] => {
      const run = this.runs.get(id);
      return run
        ? [{ type: 'createRun', run, ...(replaces !== undefined && { replaces }), at }]
        : [];
    });
    const timers = [...this.#timers.entries].map(
      ([runId, timer]): Write =>
        timer === 'none' ? { type: 'clearTimer', runId } : { type: 'armTimer', runId, ...timer },
    );
    return [
      ...changed.filter((run) => !isActive(run)).map(update),
      ...made,
      ...changed.filter(isActive).map(update),
      ...this.#writes,
      ...timers,
    ];
  }

  make(run: RunRecord, replaces: string | undefined): void {
    this.setRun(run);
    this.#made.set(run.id, { replaces });
  }

  setRun(run: RunRecord): void {
    this.#runs.set(run.id, run);
  }

  setTimer({ id }: RunRecord, timer: { token: number; dueAt: number } | 'none'): void {
    this.#timers.set(id, timer);
  }

  record({ threadId, id: runId }: RunRecord, fact: Fact): void {
    this.write({ type: 'appendEvent', threadId, runId, fact, at: this.at });
  }

  putMessage({ threadId }: RunRecord, message: Message, attempt: number | null): void {
    this.write({ type: 'putMessage', threadId, message, attempt, at: this.at });
  }

  write(
    write: Exclude<Write, { type: 'createRun' | 'updateRun' | 'armTimer' | 'clearTimer' }>,
  ): void {
    this.#writes.push(write);
  }

  /** Is the message whole already, by something earlier in this turn? */
  hasClosed(messageId: string): boolean {
    return this.releases.some((r) => r.type === 'closeMessage' && r.messageId === messageId);
  }
}
