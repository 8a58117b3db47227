/** Owns the attempts under way in this process. Committed batches start and stop them; each end of one is recorded. */
import { isStoreWriteError, keptForLater, type Message, type StoredFile } from '@perdure/thread';
import type { Mailbox } from '../batch/mailbox.ts';
import type { Plan } from '../batch/planning.ts';
import {
  type AttemptEnd,
  type LiveAttempt,
  planAttemptEnd,
  planCheckpoint,
  planMessage,
  type WrittenAtEnd,
} from '../batch/plans.ts';
import { modelOf } from '../batch/request.ts';
import { FreshMap } from '../fresh-map.ts';
import type { Files } from '../host/files.ts';
import type { Subscribers } from '../host/subscribers.ts';
import { withoutDamage } from '../host/without-damage.ts';
import type { Limits } from '../options/limits.ts';
import type { Answer } from '../ports/answer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Provider } from '../ports/provider.ts';
import type { RunningRun, RunRecord, Store } from '../ports/store.ts';
import { Attempt } from './attempt.ts';
import { startCheckpoints } from './checkpoints.ts';
import type { Histories } from './histories.ts';
import { lastPause, notRecorded, pauseAfter } from './not-recorded.ts';
import { Places } from './places.ts';
import { type RecordOptions, recordUntilWritten } from './record-until-written.ts';
import type { Timeouts } from './watchdog.ts';
import { createYield, type YieldToEventLoop } from './yield.ts';

export interface AttemptsOptions {
  store: Pick<Store, 'findStreamingMessage' | 'findAttemptNotes' | 'findFile'>;
  mailbox: Mailbox;
  histories: Pick<Histories, 'of'>;
  files: Files;
  provider: Provider;
  clock: Clock;
  timeouts: Timeouts;
  limits: Limits;
  /** Time between two checkpoints of a message's text, milliseconds. */
  checkpointMs: number;
  random: () => number;
  newId: () => string;
  /** Takes the pieces of messages, for readers. */
  subscribers: Pick<Subscribers, 'publish'>;
  onError: (error: unknown) => void;
  /** Called when an attempt begins, which may be long after its start was recorded. */
  onBegin: (runId: string, fence: number) => void;
  /** How many attempts may be under way at once. */
  most: number;
}

interface Running {
  runId: string;
  threadId: string;
  fence: number;
  attempt: Attempt;
  abort: AbortController;
}

/**
 * The reason of every abort. One object is shared, because constructing a DOMException is most of the cost of an abort.
 */
const stopped = new DOMException('The run has no more use for this attempt.', 'AbortError');

export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #yieldToEventLoop: YieldToEventLoop;
  readonly #running = new FreshMap<string, Running>();
  /** Called once no attempt is under way. */
  readonly #idle: (() => void)[] = [];
  readonly #places: Places<{ run: RunRecord; fence: number }>;

  constructor(options: AttemptsOptions) {
    this.#options = options;
    this.#yieldToEventLoop = createYield(options.clock);
    this.#places = new Places(options.most);
  }

  /**
   * What the run's attempt has at present, for its record.
   *
   * @param recorded the attempt handles no chunk until the promise settles, because readers must not be shown more than
   * is recorded of a run that it ends
   */
  live(runId: string, recorded: Promise<unknown>): LiveAttempt | undefined {
    const running = this.#running.get(runId);
    if (running === undefined) return undefined;
    const { fence, attempt } = running;
    attempt.holdUntil(recorded);
    return { fence, message: attempt.message, notes: attempt.notes };
  }

  /** The attempts that run or wait for a place in this process. */
  underWay(): RunningRun[] {
    const running = [...this.#running.values()].map(({ runId, fence }) => ({
      id: runId,
      attemptFence: fence,
    }));
    const waiting = [...this.#places.waiting].map(({ run, fence }) => ({
      id: run.id,
      attemptFence: fence,
    }));
    return [...running, ...waiting];
  }

  /** Ids of the threads that have attempts under way in this process. */
  threadIds(): string[] {
    return [...this.#running.values()].map(({ threadId }) => threadId);
  }

  /** The message that is being written in a thread now, as readers see it. */
  messageIn(threadId: string): Message | undefined {
    for (const running of this.#running.values())
      if (running.threadId === threadId) return running.attempt.shown;
    return undefined;
  }

  /** Starts an attempt, once it has a place. */
  start(run: RunRecord, fence: number): void {
    this.#places.add(run.id, { run, fence });
    this.startWaiting();
  }

  /** Starts the attempts that wait, as many as there are places. Call when an attempt has ended. */
  startWaiting(): void {
    for (;;) {
      const next = this.#places.next(this.#running.size);
      if (next === undefined) return;
      this.#begin(next.run, next.fence);
    }
  }

  /** Call when the overdue wait of a run was fired, and its attempt was started. */
  markOverdue(runId: string): void {
    this.#places.markOverdue(runId);
  }

  /** Number of overdue waits that may be fired now. */
  get room(): number {
    return this.#places.room(this.#running.size);
  }

  /** Begins no attempt from now on. Those under way go on. */
  pause(): void {
    this.#places.pause();
  }

  /** Resolves once no attempt is under way. */
  whenIdle(): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #begin({ id: runId, threadId, stored }: RunRecord, fence: number): void {
    const { store, provider, timeouts, limits, clock, random, newId } = this.#options;
    const { mailbox, histories, files, subscribers } = this.#options;
    const abort = new AbortController();
    const { signal } = abort;
    const { retryCount, answer, answered = null, request } = stored.context;
    const record = (name: string, plan: Plan<unknown>) =>
      this.#recordUntilWritten(
        signal,
        async () => void (await mailbox.post(name, { threadId, runId }, plan)),
        pauseOrFail,
      );
    const attempt = new Attempt({
      provider,
      timeouts,
      limits,
      clock,
      random,
      newId,
      request: {
        threadId,
        runId,
        idempotencyKey: `${runId}/${fence}`,
        retryCount,
        // Copies, because a provider may change what it is given.
        answer: structuredClone(answer),
        question: structuredClone(answered),
        ...modelOf(request),
        signal,
        file: (hash) => keptForLater(fileOf(store, hash)),
      },
      history: () => histories.of({ id: runId, threadId }),
      formerRequest: async () => {
        const read = () => store.findAttemptNotes(runId);
        return (await withoutDamage(read, this.#options.onError))?.request ?? undefined;
      },
      storeFile: (file) => files.put(file),
      yieldToEventLoop: this.#yieldToEventLoop,
      subscribers,
      onMessage: (message) => {
        const recordable = { fence, message, notes: attempt.notes };
        return record(`message ${runId}/${fence}`, (batch) =>
          planMessage(batch, runId, recordable),
        );
      },
      onTool: () =>
        this.#recordUntilWritten(signal, () => this.#checkpoint('tool', running), pauseOrFail),
    });
    const running = { runId, threadId, fence, attempt, abort };
    this.#running.set(runId, running);
    this.#options.onBegin(runId, fence);
    this.#follow(running).catch((error) => {
      this.#options.onError(error);
      this.stop(runId, fence);
    });
  }

  stop(runId: string, fence: number): void {
    if (this.#places.get(runId)?.fence === fence) this.#places.remove(runId);
    const running = this.#running.get(runId);
    if (running?.fence !== fence) return;
    this.#running.delete(runId);
    running.abort.abort(stopped);
    if (this.#running.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Stops the attempts of a thread, those too that wait for a place. */
  stopThread(threadId: string): void {
    for (const { run } of this.#places.waiting)
      if (run.threadId === threadId) this.#places.remove(run.id);
    for (const running of this.#running.values())
      if (running.threadId === threadId) this.stop(running.runId, running.fence);
  }

  /** Tells the attempt that its message is recorded as whole. */
  seal(runId: string, fence: number, messageId: string): void {
    const running = this.#running.get(runId);
    if (running?.fence === fence) running.attempt.seal(messageId);
  }

  /** Stops all attempts and records nothing. What was not recorded before, the next start finds lost. */
  close(): void {
    this.pause();
    for (const { runId, fence } of this.#running.values()) this.stop(runId, fence);
  }

  async #follow(running: Running): Promise<void> {
    const { runId, fence, attempt } = running;
    const { clock, checkpointMs, onError } = this.#options;
    const stopCheckpoints = startCheckpoints({
      clock,
      everyMs: checkpointMs,
      isDue: () => attempt.isUnrecorded,
      record: () => this.#checkpoint('checkpoint', running),
      onError,
    });
    const end = await attempt.run();
    stopCheckpoints();
    await this.#recordEnd(running, end);
    // The end could not be recorded, so that no commit has stopped the attempt.
    this.stop(runId, fence);
    this.startWaiting();
  }

  /**
   * Records the end of an attempt. If the store has no room or is locked, the record is tried again, because the answer
   * is only in memory. If the end is refused for good, the run fails with that reason, and with the message as it was
   * recorded last, because the rest of it may be what is refused. The end of a stopped attempt is dropped, because its signal has aborted.
   */
  #recordEnd({ runId, threadId, fence, attempt, abort }: Running, end: AttemptEnd): Promise<void> {
    const { store, mailbox, onError } = this.#options;
    const post = (event: AttemptEnd, read: () => Answer<WrittenAtEnd>) => async () => {
      const written = await read();
      return mailbox.post(`${event.type} ${runId}/${fence}`, { threadId, runId }, (batch) =>
        planAttemptEnd(batch, runId, fence, event, written),
      );
    };
    // The message as it was recorded last, because the store has taken that, and it must not stay unfinished.
    const recorded = async (): Promise<WrittenAtEnd> => ({
      message: await withoutDamage(() => store.findStreamingMessage(runId), onError),
      notes: attempt.notes,
    });
    const hasFailed = end.type === 'attempt.failed';
    const instead = hasFailed ? [() => attempt, recorded] : [recorded];
    return this.#recordUntilWritten(
      abort.signal,
      post(end, () => attempt),
      (error, count) => {
        // What an attempt that failed has to record is not worth a pause.
        const pauseMs =
          hasFailed && isStoreWriteError(error) ? undefined : pauseAfter(error, count);
        if (pauseMs !== undefined) return pauseMs;
        const written = instead.shift();
        return written ? post(notRecorded(end, error), written) : lastPause(error, count);
      },
    );
  }

  /** Records what the attempt's message has more than its last record. */
  async #checkpoint(
    name: 'checkpoint' | 'tool',
    { runId, threadId, fence, attempt }: Running,
  ): Promise<void> {
    const { mailbox } = this.#options;
    const subject = { threadId, runId };
    const recorded = await mailbox.post(`${name} ${runId}/${fence}`, subject, (batch) => {
      const { draft, notes } = attempt;
      return planCheckpoint(batch, runId, { fence, draft, notes }) ? draft.recorded : undefined;
    });
    recorded?.();
  }

  #recordUntilWritten(
    signal: AbortSignal,
    record: () => Promise<void>,
    onRefusal: RecordOptions['onRefusal'],
  ): Promise<void> {
    const { clock, onError } = this.#options;
    return recordUntilWritten(record, {
      clock,
      signal,
      onError,
      onRefusal,
    });
  }
}

/** The pause before a refused message is recorded again. Throws once it is for good, so that the attempt fails. */
function pauseOrFail(error: Error, count: number): number {
  const pauseMs = isStoreWriteError(error) ? pauseAfter(error, count) : undefined;
  if (pauseMs === undefined) throw error;
  return pauseMs;
}

async function fileOf(store: AttemptsOptions['store'], hash: string): Promise<StoredFile> {
  const file = await store.findFile(hash);
  if (file === undefined) throw new Error(`The store has no file ${hash}.`);
  return file;
}
