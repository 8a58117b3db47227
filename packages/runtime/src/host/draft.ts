/**
 * What one turn is about to record: runs as they will be, writes, and the effects to release after the
 * commit. Dropping a draft undoes it, so a write that fails leaves the world as it was (G9).
 */
import type { Core, Envelope, Step } from '@perdure/core';
import { finalStates } from '@perdure/run';
import type { Fact } from '../model/events.ts';
import type { Message } from '../model/message.ts';
import {
  type AttemptStatus,
  isActive,
  type RunRecord,
  type Store,
  type Write,
} from '../ports/store.ts';
import { Drafted } from './drafted.ts';

/** What is done once the turn is committed. Timers are not among them: their rows are enough. */
export type Release =
  | { type: 'startAttempt'; runId: string; token: number }
  | { type: 'stopAttempt'; runId: string; token: number }
  | { type: 'closeMessage'; runId: string; token: number; messageId: string };

/** What a draft reads of what is recorded. */
export type Recorded = Pick<Store, 'findRun' | 'findRunsFrom' | 'findActiveRun' | 'findQueuedRuns'>;

export class Draft {
  readonly releases: Release[] = [];
  readonly at: number;
  readonly #recorded: Recorded;
  readonly #core: Core;
  /** Runs that this turn has changed, as they will be. */
  readonly #runs = new Drafted<RunRecord>();
  /** Runs that this turn makes, and what each takes the place of. */
  readonly #made = new Drafted<{ replaces: string | undefined }>();
  /** Timers that this turn sets, or clears, as they will be. */
  readonly #timers = new Drafted<{ token: number; dueAt: number } | 'none'>();
  readonly #writes: Write[] = [];

  constructor(recorded: Recorded, core: Core, at: number) {
    this.#recorded = recorded;
    this.#core = core;
    this.at = at;
  }

  /** Drafts a plan as a whole: of one that throws, nothing stays. */
  whole<T>(plan: (draft: Draft) => T): T {
    const { length: writes } = this.#writes;
    const { length: releases } = this.releases;
    const tables = [this.#runs, this.#made, this.#timers];
    for (const table of tables) table.mark();
    try {
      return plan(this);
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
    const changed = [...this.runs.values()].filter(({ id }) => this.#made.get(id) === undefined);
    const update = (run: RunRecord): Write => ({ type: 'updateRun', run, at });
    const made = [...this.#made.entries].flatMap(([id, { replaces }]): Write[] => {
      const run = this.#runs.get(id);
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

  findRun(runId: string): RunRecord | undefined {
    return this.#runs.get(runId) ?? this.#recorded.findRun(runId);
  }

  /** The thread's runs from one on, as they will be; none if it was replaced, be it in this turn. */
  findRunsFrom(runId: string): RunRecord[] {
    const threadId = this.findRun(runId)?.threadId;
    let ids = this.#recorded.findRunsFrom(runId).map(({ id }) => id);
    // Drafted runs come after all that are recorded; one that replaces takes its part of the list away.
    for (const [id, { replaces }] of this.#made.entries) {
      if (this.findRun(id)?.threadId !== threadId) continue;
      if (replaces !== undefined) {
        const gone = new Set(this.#recorded.findRunsFrom(replaces).map((run) => run.id));
        if (ids.includes(replaces)) for (const id of ids.slice(ids.indexOf(replaces))) gone.add(id);
        ids = ids.filter((id) => !gone.has(id));
      }
      if (ids.length > 0 || id === runId) ids.push(id);
    }
    return ids[0] === runId ? ids.flatMap((id) => this.findRun(id) ?? []) : [];
  }

  create(run: RunRecord, replaces?: string): void {
    this.#runs.set(run.id, run);
    this.#made.set(run.id, { replaces });
  }

  record({ threadId, id: runId }: RunRecord, fact: Fact): void {
    this.#writes.push({ type: 'appendEvent', threadId, runId, fact, at: this.at });
  }

  putMessage({ threadId }: RunRecord, message: Message, attempt: number | null): void {
    this.#writes.push({ type: 'putMessage', threadId, message, attempt, at: this.at });
  }

  discardFailedMessages({ id: runId }: RunRecord): void {
    this.#writes.push({ type: 'discardFailedMessages', runId, at: this.at });
  }

  clearTimer({ id }: RunRecord): void {
    this.#timers.set(id, 'none');
  }

  /** Is the message whole already, by something earlier in this turn? */
  hasClosed(messageId: string): boolean {
    return this.releases.some((r) => r.type === 'closeMessage' && r.messageId === messageId);
  }

  /** What would follow. Nothing is drafted yet: what goes before the step's own events may depend on it. */
  step(run: RunRecord, envelope: Envelope): Step {
    return this.#core.apply(run.stored, envelope);
  }

  /** Drafts a step: the run as it will be, its events, its timer, its attempts; and who is next, if it is over. */
  take(run: RunRecord, step: Step, attempt?: { token: number; status: AttemptStatus }): void {
    const { at } = this;
    const { id: runId, threadId } = run;
    const next = { ...run, stored: step.stored };
    this.#runs.set(runId, next);
    if (attempt !== undefined) this.#endAttempt(next, attempt);

    for (const effect of step.effects) {
      switch (effect.type) {
        case 'emit':
          this.record(next, effect.event);
          break;
        case 'startAttempt': {
          const { token, input } = effect;
          this.#writes.push({ type: 'startAttempt', runId, token, retry: input.retry, at });
          this.releases.push({ type: 'startAttempt', runId, token });
          break;
        }
        case 'stopAttempt':
          this.releases.push({ type: 'stopAttempt', runId, token: effect.token });
          break;
        case 'armTimer':
          this.#timers.set(runId, { token: effect.token, dueAt: at + effect.delayMs });
          break;
        case 'clearTimer':
          this.clearTimer(next);
          break;
        case 'done':
          // One that was only queued did not keep anybody waiting.
          if (isActive(run)) this.#startQueued(threadId);
          break;
      }
    }
    this.#endWaitOfNothing(next, step);
  }

  /** Starts a run that this turn has made, unless its thread is busy: then it is started when that ends (G3). */
  startIfFree(run: RunRecord): void {
    if (!this.#isBusy(run.threadId)) this.#start(run);
  }

  #startQueued(threadId: string): void {
    const queued = this.#nextQueued(threadId);
    if (queued !== undefined) this.#start(queued);
  }

  #start(run: RunRecord): void {
    this.take(run, this.step(run, { type: 'command', command: { type: 'run.start' } }));
  }

  /** A wait of no time is over in the turn that began it: a timer would cost another, and a millisecond. */
  #endWaitOfNothing(run: RunRecord, { effects }: Step): void {
    const armed = effects.find((effect) => effect.type === 'armTimer');
    if (armed === undefined || armed.delayMs > 0) return;
    this.take(run, this.step(run, { type: 'timer', token: armed.token }));
  }

  #endAttempt(run: RunRecord, { token, status }: { token: number; status: AttemptStatus }): void {
    const isWell = status === 'completed' || status === 'asked' || status === 'stopped';
    const failure = isWell ? null : run.stored.context.failure;
    this.#writes.push({ type: 'endAttempt', runId: run.id, token, status, failure, at: this.at });
  }

  #isBusy(threadId: string): boolean {
    for (const run of this.runs.values())
      if (run.threadId === threadId && isActive(run)) return true;
    const recorded = this.#recorded.findActiveRun(threadId);
    return recorded !== undefined && !this.runs.has(recorded.id);
  }

  /** The drafted runs are the newest: one of them is next only if the store has none. */
  #nextQueued(threadId: string): RunRecord | undefined {
    const recorded = this.#recorded.findQueuedRuns(threadId).map(({ id }) => this.findRun(id));
    return [...recorded, ...this.runs.values()].find(
      (run) => run?.threadId === threadId && run.stored.state === 'queued',
    );
  }
}

export const isFinal = ({ stored }: RunRecord): boolean =>
  (finalStates as readonly string[]).includes(stored.state);
