/** A turn in the making: what is recorded already and what the turn has changed so far, seen as one. */
import type { Core, Envelope, Step } from '@perdure/core';
import { finalStates } from '@perdure/run';
import { type AttemptStatus, isActive, type RunRecord, type Store } from '../ports/store.ts';
import { Changes } from './changes.ts';

/** What a draft reads of what is recorded. */
export type Recorded = Pick<Store, 'findRun' | 'findRunsFrom' | 'findActiveRun' | 'findQueuedRuns'>;

export class Draft {
  readonly changes: Changes;
  readonly #recorded: Recorded;
  readonly #core: Core;

  constructor(recorded: Recorded, core: Core, at: number) {
    this.changes = new Changes(at);
    this.#recorded = recorded;
    this.#core = core;
  }

  findRun(runId: string): RunRecord | undefined {
    return this.changes.runs.get(runId) ?? this.#recorded.findRun(runId);
  }

  /** The thread's runs from one on, as they will be; none if it was replaced, be it in this turn. */
  findRunsFrom(runId: string): RunRecord[] {
    const threadId = this.findRun(runId)?.threadId;
    let ids = this.#recorded.findRunsFrom(runId).map(({ id }) => id);
    // Drafted runs come after all that are recorded; one that replaces takes its part of the list away.
    for (const [id, { replaces }] of this.changes.made) {
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

  /** What would follow. Nothing is drafted yet: what goes before the step's own events may depend on it. */
  step(run: RunRecord, envelope: Envelope): Step {
    return this.#core.apply(run.stored, envelope);
  }

  /** Drafts a step: the run as it will be, its events, its timer, its attempts; and who is next, if it is over. */
  take(run: RunRecord, step: Step, attempt?: { token: number; status: AttemptStatus }): void {
    const { changes } = this;
    const { at } = changes;
    const { id: runId, threadId } = run;
    const next = { ...run, stored: step.stored };
    changes.setRun(next);
    if (attempt !== undefined) this.#endAttempt(next, attempt);

    for (const effect of step.effects) {
      switch (effect.type) {
        case 'emit':
          changes.record(next, effect.event);
          break;
        case 'startAttempt': {
          const { token, input } = effect;
          changes.write({ type: 'startAttempt', runId, token, retry: input.retry, at });
          changes.releases.push({ type: 'startAttempt', runId, token });
          break;
        }
        case 'stopAttempt':
          changes.releases.push({ type: 'stopAttempt', runId, token: effect.token });
          break;
        case 'armTimer':
          changes.setTimer(next, { token: effect.token, dueAt: at + effect.delayMs });
          break;
        case 'clearTimer':
          changes.setTimer(next, 'none');
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
    const { at } = this.changes;
    this.changes.write({ type: 'endAttempt', runId: run.id, token, status, failure, at });
  }

  #isBusy(threadId: string): boolean {
    const { runs } = this.changes;
    for (const run of runs.values()) if (run.threadId === threadId && isActive(run)) return true;
    const recorded = this.#recorded.findActiveRun(threadId);
    return recorded !== undefined && !runs.has(recorded.id);
  }

  /** The drafted runs are the newest: one of them is next only if the store has none. */
  #nextQueued(threadId: string): RunRecord | undefined {
    const recorded = this.#recorded.findQueuedRuns(threadId).map(({ id }) => this.findRun(id));
    return [...recorded, ...this.changes.runs.values()].find(
      (run) => run?.threadId === threadId && run.stored.state === 'queued',
    );
  }
}

export const isFinal = ({ stored }: RunRecord): boolean =>
  (finalStates as readonly string[]).includes(stored.state);
