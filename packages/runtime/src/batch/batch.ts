/**
 * Owns a batch: the changes of at most 64 plans, on top of what the store holds. Nothing is written or released until
 * the mailbox commits the batch. A batch that is dropped has changed nothing (G9).
 */
import type { Core, Effect, Envelope, Step } from '@perdure/core';
import type { Specimen } from '@perdure/failure';
import { holdsQueue, isActiveState, type RunInput, type RunOutput, type Usage } from '@perdure/run';
import type { AttemptOutcome, Fact, Message, StoredFile } from '@perdure/thread';
import type { AttemptNotes } from '../attempt/notes.ts';
import type { Piece, PlanReads, RunRecord, Write } from '../ports/store.ts';
import type { BatchResult, Release } from './batch-result.ts';
import { Conversations } from './conversations.ts';
import { firstStartable, startCommand } from './first-startable.ts';
import type { Recorded } from './recorded.ts';
import { withdrawsQuestion } from './request.ts';
import { UndoMap } from './undo-map.ts';

export interface EndedAttempt {
  fence: number;
  outcome: Exclude<AttemptOutcome, 'running'>;
  usage: Usage | null;
  /** Specimen of the error with which it failed. */
  specimen?: Specimen | undefined;
}

/** A step that a plan has applied, for the trace. */
export interface AppliedStep {
  runId: string;
  from: RunRecord['stored']['state'];
  to: RunRecord['stored']['state'];
  effects: readonly Effect[];
}

type TimerWrite = Extract<Write, { type: 'armTimer' | 'clearTimer' }>;

/** A run that a batch creates. */
interface Created {
  /** Its place in the conversation, as `RunStore.findPlace` numbers the places. */
  place: number;
  /** The run whose place it takes. */
  replaces: string | undefined;
  /** The runs that leave the conversation, the replaced one among them. */
  leaves: readonly string[];
}

/** The place of the first run that a batch creates at the end of a thread: after all that a store has. */
const firstNewPlace = 2 ** 52;

export interface BatchOptions {
  store: Pick<Recorded, 'isSealed'> & PlanReads;
  core: Core;
  /** Time of all that the batch writes, epoch milliseconds. */
  at: number;
  onStep?: ((step: AppliedStep) => void) | undefined;
}

export class Batch implements BatchResult {
  readonly at: number;
  readonly #options: BatchOptions;
  readonly #runs = new UndoMap<RunRecord>();
  readonly #created = new UndoMap<Created>();
  /** The runs that this batch has taken out of their conversation. */
  readonly #left = new UndoMap<true>();
  readonly #timers = new UndoMap<TimerWrite>();
  readonly #sealed = new UndoMap<true>();
  readonly #writes: Write[] = [];
  readonly #releases: Release[] = [];
  readonly #troubles: unknown[] = [];
  #forgotten: string | undefined;
  /** The order of the runs, with the changes of this batch. */
  readonly conversations: Conversations;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.at = options.at;
    this.conversations = new Conversations(options.store, {
      runs: this.#runs.entries,
      created: this.#created.entries,
      left: this.#left.entries,
    });
  }

  /** Runs one plan. If the plan throws, everything that it changed is rolled back. */
  savepoint<T>(plan: () => T): T {
    const { length: writes } = this.#writes;
    const { length: releases } = this.#releases;
    const { length: troubles } = this.#troubles;
    const maps = [this.#runs, this.#created, this.#left, this.#timers, this.#sealed];
    for (const map of maps) map.mark();
    try {
      return plan();
    } catch (refusal) {
      this.#writes.length = writes;
      this.#releases.length = releases;
      this.#troubles.length = troubles;
      for (const map of maps) map.undo();
      throw refusal;
    }
  }

  findRun(runId: string): RunRecord | undefined {
    return this.#runs.entries.get(runId) ?? this.#options.store.findRun(runId);
  }

  /** The first step of a run that is to be created. @throws {InvalidPolicyError} */
  begin(input: RunInput): RunRecord['stored'] {
    return this.#options.core.begin(input).stored;
  }

  /**
   * Computes the step that an input causes. Does not apply it, because records before its events may depend on the
   * step.
   */
  step(run: RunRecord, envelope: Envelope): Step {
    return this.#options.core.step(run.stored, envelope);
  }

  /**
   * Applies a step: the run's next state, events, timer and attempts. If the run is over, starts the next queued run.
   */
  apply(run: RunRecord, step: Step, ended?: EndedAttempt): void {
    const { at } = this;
    const { id: runId, threadId } = run;
    const next = { ...run, stored: step.stored };
    this.#options.onStep?.({
      runId,
      from: run.stored.state,
      to: next.stored.state,
      effects: step.effects,
    });
    this.#runs.set(runId, next);
    if (ended !== undefined) this.#endAttempt(next, ended);

    for (const effect of step.effects) {
      switch (effect.type) {
        case 'emit':
          this.record(next, effect.event);
          break;
        case 'startAttempt': {
          const { fence, input } = effect;
          const { retryCount } = input;
          this.#writes.push({ type: 'startAttempt', threadId, runId, fence, retryCount, at });
          this.#releases.push({ type: 'startAttempt', runId, threadId, fence });
          break;
        }
        case 'stopAttempt':
          this.#releases.push({ type: 'stopAttempt', runId, threadId, fence: effect.fence });
          break;
        case 'armTimer': {
          const { fence, dueAt, delayMs } = effect;
          const due = dueAt ?? at + delayMs;
          this.#timers.set(runId, { type: 'armTimer', threadId, runId, fence, dueAt: due });
          break;
        }
        case 'clearTimer':
          this.clearTimer(next);
          break;
        case 'done':
          // Only the end of an active run starts the next one, because a queued run has kept no other run waiting.
          if (isActiveState(run.stored.state) && !isHolding(effect.output))
            this.#startQueued(threadId);
          break;
      }
    }
    this.#endEmptyWait(next, step);
  }

  /** Creates a run at the end of its thread, or in the place of another one. Queued runs stay, and come after it. */
  create(run: RunRecord, replaces: RunRecord | undefined): void {
    const place = replaces && this.conversations.placeOf(replaces.id);
    const leaves = replaces === undefined ? [] : this.conversations.leaving(replaces);
    for (const id of leaves) this.#left.set(id, true);
    this.#runs.set(run.id, run);
    this.#created.set(run.id, {
      place: place ?? firstNewPlace + this.#created.entries.size,
      replaces: replaces?.id,
      leaves,
    });
  }

  /** The recorded messages that the provider is given for the run. */
  history({ id }: RunRecord): Message[] {
    return this.#options.store.history(id);
  }

  /** The run's own completed messages, with the changes of this batch. */
  completedMessages(run: RunRecord): Message[] {
    const messages = new Map(
      this.history(run).flatMap((message) =>
        message.runId === run.id ? [[message.id, message]] : [],
      ),
    );
    for (const write of this.#writes)
      if (write.type === 'putMessage' && write.message.runId === run.id)
        messages.set(write.message.id, write.message);
    return [...messages.values()].filter(({ status }) => status === 'completed');
  }

  /** True if an attempt of the run has completed a message. @param fence of the attempt */
  hasCompletedMessage({ id }: RunRecord, fence: number): boolean {
    const isOfIt = (write: Write) =>
      write.type === 'putMessage' &&
      write.message.runId === id &&
      write.attemptFence === fence &&
      write.message.status === 'completed';
    return this.#writes.some(isOfIt) || this.#options.store.hasCompletedMessage(id, fence);
  }

  /** The message that the run is recorded to be writing. Another node may write it. */
  streamingMessage({ id }: RunRecord): Message | undefined {
    return this.#options.store.findStreamingMessage(id);
  }

  /** The next queued run of the thread, if its prompt withdraws a question that the thread's active run asks. */
  findWithdrawing(threadId: string): RunRecord | undefined {
    const next = this.conversations.findQueued(threadId);
    return withdrawsQuestion(next?.stored.context.request) ? next : undefined;
  }

  /**
   * True for a queued run of a free thread that no other run is queued before. A thread that is free and has queued runs
   * is held.
   */
  isNext(run: RunRecord): boolean {
    return (
      this.conversations.findActiveRun(run.threadId) === undefined &&
      this.#firstStartable(run.threadId)?.run.id === run.id
    );
  }

  /** Starts a created run if it is next. Otherwise the run starts when those before it have ended (G3). */
  startIfNext(run: RunRecord): void {
    if (this.isNext(run)) this.#start(run);
  }

  #start(run: RunRecord): void {
    this.apply(run, this.step(run, startCommand));
  }

  record({ threadId, id: runId }: RunRecord, fact: Fact): void {
    this.#writes.push({ type: 'appendEvent', threadId, runId, fact, at: this.at });
  }

  /** Inserts or replaces a message. @param attemptFence of the attempt that wrote it; null for a prompt */
  putMessage({ threadId }: RunRecord, message: Message, attemptFence: number | null): void {
    this.#writes.push({ type: 'putMessage', threadId, message, attemptFence, at: this.at });
  }

  /** Appends to a message that is being written. */
  appendPieces(
    { threadId, id: runId }: RunRecord,
    messageId: string,
    pieces: readonly Piece[],
  ): void {
    this.#writes.push({ type: 'appendPieces', threadId, runId, messageId, pieces, at: this.at });
  }

  /** Records what is known of an attempt besides its message. */
  noteAttempt(
    { id: runId, threadId }: RunRecord,
    fence: number,
    { usage, request }: AttemptNotes,
  ): void {
    this.#writes.push({ type: 'updateAttempt', threadId, runId, fence, usage, request });
  }

  /** Stores a file. A known hash changes nothing. */
  putFile(hash: string, file: StoredFile): void {
    this.#writes.push({ type: 'putFile', hash, file, at: this.at });
  }

  discardFailedMessages({ id: runId, threadId }: RunRecord): void {
    this.#writes.push({ type: 'discardFailedMessages', threadId, runId, at: this.at });
  }

  clearTimer({ id: runId, threadId }: RunRecord): void {
    this.#timers.set(runId, { type: 'clearTimer', threadId, runId });
  }

  /** Marks the attempt's message as whole. */
  sealMessage({ id: runId, threadId }: RunRecord, fence: number, messageId: string): void {
    this.#sealed.set(messageId, true);
    this.#releases.push({ type: 'sealMessage', runId, threadId, fence, messageId });
  }

  /** True for a message that an earlier plan has sealed. Its attempt is told so after the commit. */
  isSealed({ id }: RunRecord, messageId: string): boolean {
    return this.#sealed.entries.has(messageId) || this.#options.store.isSealed(id, messageId);
  }

  /** Deletes a thread with all that belongs to it. The plan must be alone in its batch. */
  forget(threadId: string): void {
    this.#forgotten = threadId;
    this.#writes.push({ type: 'forgetThread', threadId });
  }

  get forgotten(): string | undefined {
    return this.#forgotten;
  }

  get runs(): ReadonlyMap<string, RunRecord> {
    return this.#runs.entries;
  }

  get releases(): readonly Release[] {
    return this.#releases;
  }

  get touchesTimers(): boolean {
    return this.#timers.entries.size > 0 || this.#forgotten !== undefined;
  }

  /**
   * All changes for one transaction. A run and its timer are written once each, however often they changed. Runs that
   * free their thread come before runs that take it, because the store checks G3 at every write.
   */
  get writes(): Write[] {
    const { at } = this;
    const changed = [...this.runs.values()].filter(({ id }) => !this.#created.entries.has(id));
    const update = (run: RunRecord): Write => ({ type: 'updateRun', run, at });
    const isActive = ({ stored }: RunRecord) => isActiveState(stored.state);
    const created = [...this.#created.entries].flatMap(([id, { replaces, leaves }]): Write[] => {
      const run = this.runs.get(id);
      if (run === undefined) return [];
      return [{ type: 'createRun', run, ...(replaces !== undefined && { replaces, leaves }), at }];
    });
    return [
      ...changed.filter((run) => !isActive(run)).map(update),
      ...created,
      ...changed.filter(isActive).map(update),
      ...this.#writes,
      ...this.#timers.entries.values(),
    ];
  }

  get troubles(): readonly unknown[] {
    return this.#troubles;
  }

  /** The batch without the threads whose changes are not recorded. */
  without(threadIds: ReadonlySet<string>): BatchResult {
    const { touchesTimers, troubles } = this;
    const runs = new Map([...this.runs].filter(([, run]) => !threadIds.has(run.threadId)));
    const releases = this.releases.filter(({ threadId }) => !threadIds.has(threadId));
    const forgotten = threadIds.has(this.#forgotten ?? '') ? undefined : this.#forgotten;
    return { runs, releases, touchesTimers, forgotten, troubles };
  }

  #startQueued(threadId: string): void {
    const found = this.#firstStartable(threadId, (error) => this.#troubles.push(error));
    if (found !== undefined) this.apply(found.run, found.step);
  }

  #firstStartable(threadId: string, onTrouble: (error: unknown) => void = () => {}) {
    const find = (passed: ReadonlySet<string>) => this.conversations.findQueued(threadId, passed);
    return firstStartable(find, (run) => this.step(run, startCommand), onTrouble);
  }

  /** Ends a wait of 0 ms at once, because a timer would cost one more batch and a millisecond. */
  #endEmptyWait(run: RunRecord, { effects }: Step): void {
    const armed = effects.find((effect) => effect.type === 'armTimer');
    if (armed === undefined || armed.delayMs > 0) return;
    this.apply(run, this.step(run, { type: 'timer', fence: armed.fence }));
  }

  #endAttempt(run: RunRecord, { fence, outcome, usage, specimen }: EndedAttempt): void {
    const hasFailed = outcome === 'failed' || outcome === 'lost';
    const failure = hasFailed ? run.stored.context.failure : null;
    this.#writes.push({
      type: 'endAttempt',
      threadId: run.threadId,
      runId: run.id,
      fence,
      outcome,
      failure,
      usage,
      specimen: specimen ?? null,
      at: this.at,
    });
  }
}

/** True for the output of a run that has failed for what the runs behind it would meet too. */
const isHolding = ({ status, failure }: RunOutput): boolean =>
  status === 'failed' && failure !== null && holdsQueue(failure);
