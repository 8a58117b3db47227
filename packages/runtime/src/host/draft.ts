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

/** What is done once the turn is committed. Timers are not among them: their rows are enough. */
export type Release =
  | { type: 'startAttempt'; runId: string; token: number }
  | { type: 'stopAttempt'; runId: string; token: number }
  | { type: 'closeMessage'; runId: string; token: number; messageId: string };

export class Draft {
  readonly writes: Write[] = [];
  readonly releases: Release[] = [];
  /** Runs that this turn has changed, as they will be. */
  readonly runs = new Map<string, RunRecord>();
  readonly at: number;
  readonly #store: Store;
  readonly #core: Core;
  /** Runs as they were before the plan that is being drafted. */
  readonly #before = new Map<string, RunRecord | undefined>();

  constructor(store: Store, core: Core, at: number) {
    this.#store = store;
    this.#core = core;
    this.at = at;
  }

  /** Drafts a plan as a whole: of one that throws, nothing stays. */
  whole<T>(plan: (draft: Draft) => T): T {
    const { length: writes } = this.writes;
    const { length: releases } = this.releases;
    this.#before.clear();
    try {
      return plan(this);
    } catch (refusal) {
      this.writes.length = writes;
      this.releases.length = releases;
      for (const [id, run] of this.#before) {
        if (run === undefined) this.runs.delete(id);
        else this.runs.set(id, run);
      }
      throw refusal;
    }
  }

  findRun(runId: string): RunRecord | undefined {
    return this.runs.get(runId) ?? this.#store.findRun(runId);
  }

  /** The thread's runs from one on, as they will be; none if it was replaced, be it in this turn. */
  findRunsFrom(runId: string): RunRecord[] {
    const threadId = this.findRun(runId)?.threadId;
    let ids = this.#store.findRunsFrom(runId).map(({ id }) => id);
    // Drafted runs come after all that are recorded; one that replaces takes its part of the list away.
    for (const write of this.writes) {
      if (write.type !== 'createRun' || write.run.threadId !== threadId) continue;
      const { replaces } = write;
      if (replaces !== undefined) {
        const gone = new Set(this.#store.findRunsFrom(replaces).map(({ id }) => id));
        if (ids.includes(replaces)) for (const id of ids.slice(ids.indexOf(replaces))) gone.add(id);
        ids = ids.filter((id) => !gone.has(id));
      }
      if (ids.length > 0 || write.run.id === runId) ids.push(write.run.id);
    }
    return ids[0] === runId ? ids.flatMap((id) => this.findRun(id) ?? []) : [];
  }

  create(run: RunRecord, replaces?: string): void {
    this.#set(run);
    this.writes.push({
      type: 'createRun',
      run,
      ...(replaces !== undefined && { replaces }),
      at: this.at,
    });
  }

  record(run: RunRecord, fact: Fact): void {
    const { threadId, id: runId } = run;
    this.writes.push({ type: 'appendEvent', threadId, runId, fact, at: this.at });
  }

  putMessage(run: RunRecord, message: Message, attempt: number | null): void {
    this.writes.push({ type: 'putMessage', threadId: run.threadId, message, attempt, at: this.at });
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
    const next = { ...run, stored: step.stored };
    this.#set(next);
    this.writes.push({ type: 'updateRun', run: next, at: this.at });
    if (attempt !== undefined) this.#endAttempt(next, attempt);

    for (const effect of step.effects) {
      switch (effect.type) {
        case 'emit':
          this.record(next, effect.event);
          break;
        case 'startAttempt': {
          const { token, input } = effect;
          this.writes.push({
            type: 'startAttempt',
            runId: run.id,
            token,
            retry: input.retry,
            at: this.at,
          });
          this.releases.push({ type: 'startAttempt', runId: run.id, token });
          break;
        }
        case 'stopAttempt':
          this.releases.push({ type: 'stopAttempt', runId: run.id, token: effect.token });
          break;
        case 'armTimer':
          this.writes.push({
            type: 'armTimer',
            runId: run.id,
            token: effect.token,
            dueAt: this.at + effect.delayMs,
          });
          break;
        case 'clearTimer':
          this.writes.push({ type: 'clearTimer', runId: run.id });
          break;
        case 'done':
          this.startNext(run.threadId);
          break;
      }
    }
  }

  /** Starts the run that has waited longest for the thread, unless one is active (G3). */
  startNext(threadId: string): void {
    if (this.#isBusy(threadId)) return;
    const queued = this.#nextQueued(threadId);
    if (queued === undefined) return;
    this.take(queued, this.step(queued, { type: 'command', command: { type: 'run.start' } }));
  }

  #set(run: RunRecord): void {
    if (!this.#before.has(run.id)) this.#before.set(run.id, this.runs.get(run.id));
    this.runs.set(run.id, run);
  }

  #endAttempt(run: RunRecord, { token, status }: { token: number; status: AttemptStatus }): void {
    const isWell = status === 'completed' || status === 'asked' || status === 'stopped';
    const failure = isWell ? null : run.stored.context.failure;
    this.writes.push({ type: 'endAttempt', runId: run.id, token, status, failure, at: this.at });
  }

  #isBusy(threadId: string): boolean {
    const drafted = [...this.runs.values()].filter((run) => run.threadId === threadId);
    if (drafted.some(isActive)) return true;
    const recorded = this.#store.findActiveRun(threadId);
    return recorded !== undefined && !this.runs.has(recorded.id);
  }

  /** The drafted runs are the newest: one of them is next only if the store has none. */
  #nextQueued(threadId: string): RunRecord | undefined {
    const recorded = this.#store.findQueuedRuns(threadId).map(({ id }) => this.findRun(id));
    return [...recorded, ...this.runs.values()].find(
      (run) => run?.threadId === threadId && run.stored.state === 'queued',
    );
  }
}

export const isFinal = ({ stored }: RunRecord): boolean =>
  (finalStates as readonly string[]).includes(stored.state);
