/** Owns the attempts under way in this process. Committed batches start and stop them; each end of one is recorded. */
import { type Failure, redact } from '@perdure/failure';
import { isStoreWriteError, type Message } from '@perdure/thread';
import type { Mailbox } from '../batch/mailbox.ts';
import {
  type AttemptEnd,
  type LiveAttempt,
  planAttemptEnd,
  planCheckpoint,
  planMessage,
} from '../batch/plans.ts';
import { modelOf } from '../batch/request.ts';
import type { Files } from '../host/files.ts';
import type { Subscribers } from '../host/subscribers.ts';
import { withoutDamage } from '../host/without-damage.ts';
import type { Limits } from '../options/limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Provider } from '../ports/provider.ts';
import type { RunRecord, Store } from '../ports/store.ts';
import { Attempt } from './attempt.ts';
import { startCheckpoints } from './checkpoints.ts';
import { recordUntilWritten } from './record-until-written.ts';
import type { Timeouts } from './watchdog.ts';
import { createYield, type YieldToEventLoop } from './yield.ts';

export interface AttemptsOptions {
  store: Pick<Store, 'history' | 'findAttemptNotes' | 'findFile'>;
  mailbox: Mailbox;
  files: Files;
  provider: Provider;
  clock: Clock;
  timeouts: Timeouts;
  limits: Limits;
  /** Time between two checkpoints of a message's text, milliseconds. */
  checkpointMs: number;
  random: () => number;
  newId: () => string;
  subscribers: Pick<Subscribers, 'publish'>;
  onError: (error: unknown) => void;
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
  readonly #running = new Map<string, Running>();

  constructor(options: AttemptsOptions) {
    this.#options = options;
    this.#yieldToEventLoop = createYield(options.clock);
  }

  /** What the run's attempt has at present, for its record. */
  live(runId: string): LiveAttempt | undefined {
    const running = this.#running.get(runId);
    if (running === undefined) return undefined;
    const { fence, attempt } = running;
    return { fence, message: attempt.message, notes: attempt.notes };
  }

  /** The message that is being written in a thread now, as readers see it. */
  messageIn(threadId: string): Message | undefined {
    for (const running of this.#running.values())
      if (running.threadId === threadId) return running.attempt.shown;
    return undefined;
  }

  start({ id: runId, threadId, stored }: RunRecord, fence: number): void {
    const { store, provider, timeouts, limits, clock, random, newId } = this.#options;
    const { mailbox, files, subscribers } = this.#options;
    const abort = new AbortController();
    const { signal } = abort;
    const { retryCount, answer, answered = null, request } = stored.context;
    const record = (name: string, plan: Parameters<Mailbox['post']>[1]) =>
      this.#recordUntilWritten(
        signal,
        async () => void (await mailbox.post(name, plan)),
        throwUnlessStoreError,
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
        file: async (hash) => store.findFile(hash) ?? unknownFile(hash),
      },
      history: () => store.history(runId),
      formerRequest: () =>
        withoutDamage(() => store.findAttemptNotes(runId), this.#options.onError)?.request ??
        undefined,
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
        this.#recordUntilWritten(
          signal,
          () => this.#checkpoint(`tool ${runId}/${fence}`, runId, fence, attempt),
          throwUnlessStoreError,
        ),
    });
    const running = { runId, threadId, fence, attempt, abort };
    this.#running.set(runId, running);
    void this.#follow(running);
  }

  stop(runId: string, fence: number): void {
    const running = this.#running.get(runId);
    if (running?.fence !== fence) return;
    this.#running.delete(runId);
    running.abort.abort(stopped);
  }

  /** Tells the attempt that its message is recorded as whole. */
  seal(runId: string, fence: number, messageId: string): void {
    const running = this.#running.get(runId);
    if (running?.fence === fence) running.attempt.seal(messageId);
  }

  /** Stops all attempts and records nothing. The next start of the runtime finds these attempts lost. */
  close(): void {
    for (const { runId, fence } of this.#running.values()) this.stop(runId, fence);
  }

  async #follow(running: Running): Promise<void> {
    const { runId, fence, attempt } = running;
    const { clock, checkpointMs, onError } = this.#options;
    const stopCheckpoints = startCheckpoints({
      clock,
      everyMs: checkpointMs,
      isDue: () => attempt.isUnrecorded,
      record: () => this.#checkpoint(`checkpoint ${runId}/${fence}`, runId, fence, attempt),
      onError,
    });
    const end = await attempt.run();
    stopCheckpoints();
    await this.#recordEnd(running, end);
  }

  /**
   * Records the end of an attempt. If the store has no room or is locked, the record is tried again, because the answer
   * is only in memory. If the store refuses to record a retry, the run fails with that reason. The end of a stopped
   * attempt is dropped, because its signal has aborted.
   */
  #recordEnd({ runId, fence, attempt, abort }: Running, end: AttemptEnd): Promise<void> {
    const post = (event: AttemptEnd) => () =>
      this.#options.mailbox.post(`${event.type} ${runId}/${fence}`, (batch) =>
        planAttemptEnd(batch, runId, fence, event, attempt),
      );
    return this.#recordUntilWritten(abort.signal, post(end), (error) => {
      if (end.type !== 'attempt.failed' || !end.failure.retryable) return undefined;
      return post({ ...end, failure: retryNotRecorded(end.failure, error) });
    });
  }

  /** Records what the attempt's message has more than its last record. */
  async #checkpoint(name: string, runId: string, fence: number, attempt: Attempt): Promise<void> {
    const { mailbox } = this.#options;
    const recorded = await mailbox.post(name, (batch) => {
      const { draft, notes } = attempt;
      return planCheckpoint(batch, runId, { fence, draft, notes }) ? draft.recorded : undefined;
    });
    recorded?.();
  }

  #recordUntilWritten(
    signal: AbortSignal,
    record: () => Promise<void>,
    onRefusal?: (error: Error) => (() => Promise<void>) | undefined,
  ): Promise<void> {
    const { clock, onError } = this.#options;
    return recordUntilWritten(record, {
      clock,
      signal,
      onError,
      ...(onRefusal && { onRefusal }),
    });
  }
}

/**
 * Throws the error of a plan, so that the attempt fails. Returns for an error of the store, so that it is tried again.
 */
function throwUnlessStoreError(error: Error): undefined {
  if (!isStoreWriteError(error)) throw error;
}

const unknownFile = (hash: string): never => {
  throw new Error(`The store has no file ${hash}.`);
};

const retryNotRecorded = (failure: Failure, { message }: Error): Failure => ({
  ...failure,
  kind: 'unknown',
  retryable: false,
  code: 'retry_not_recorded',
  message: redact(`The retry could not be recorded. ${message} Before that: ${failure.message}`),
  decidedBy: 'runtime/retry-not-recorded',
});
