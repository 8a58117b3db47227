/**
 * The attempts that are under way in this process: started and stopped by the committed turn, and brought
 * back to it when they end.
 */
import type { Failure } from '@perdure/failure';
import type { AttemptEvent, Json } from '@perdure/run';
import { isStoreWriteError, RuntimeClosedError } from '../errors.ts';
import type { Delta } from '../model/events.ts';
import type { Message } from '../model/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Provider } from '../ports/provider.ts';
import type { RunRecord, Store } from '../ports/store.ts';
import { Attempt } from './attempt.ts';
import type { Mailbox } from './mailbox.ts';
import { createPace } from './pace.ts';
import { planCheckpoint, planMessage, planSettle } from './plans.ts';
import type { Limits } from './watchdog.ts';

export interface AttemptsOptions {
  store: Store;
  mailbox: Mailbox;
  provider: Provider;
  clock: Clock;
  limits: Limits;
  /** Between two checkpoints of a message's text. Milliseconds. */
  checkpointMs: number;
  /** Between two tries to record how an attempt ended, while the store can't write. Milliseconds. */
  rewriteMs: number;
  random: () => number;
  newId: () => string;
  onDelta: (threadId: string, delta: Delta) => void;
  onError: (error: unknown) => void;
}

interface Running {
  token: number;
  threadId: string;
  attempt: Attempt;
  abort: AbortController;
}

/** One for all: to make one is the most of what an abort costs. */
const stopped = new DOMException('The run has no more use for this attempt.', 'AbortError');

export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #pace: () => Promise<void> | undefined;
  readonly #running = new Map<string, Running>();

  constructor(options: AttemptsOptions) {
    this.#options = options;
    this.#pace = createPace(options.clock);
  }

  /** The message that the run is writing now. */
  message(runId: string, token: number): Message | undefined {
    const running = this.#running.get(runId);
    return running?.token === token ? running.attempt.message : undefined;
  }

  /** The message that is being written in a thread now. */
  messageIn(threadId: string): Message | undefined {
    for (const running of this.#running.values()) {
      if (running.threadId === threadId) return running.attempt.message;
    }
    return undefined;
  }

  start(run: RunRecord, token: number): void {
    const { store, provider, limits, clock, random, newId, mailbox, onDelta } = this.#options;
    const { id: runId, threadId, stored } = run;
    const abort = new AbortController();
    const { signal } = abort;
    const attempt = new Attempt({
      provider,
      limits,
      clock,
      random,
      newId,
      request: {
        threadId,
        runId,
        key: `${runId}/${token}`,
        retry: stored.context.retries,
        answer: stored.context.answer,
        ...modelOf(stored.context.request),
        signal,
      },
      history: () => store.history(runId),
      pace: this.#pace,
      onDelta: (delta) => onDelta(threadId, delta),
      onWhole: (message) =>
        this.#insist(signal, () =>
          mailbox.post((draft) => planMessage(draft, runId, token, message)),
        ),
      onToolResult: (message) =>
        this.#insist(signal, () =>
          mailbox.post((draft) => planCheckpoint(draft, runId, token, message)),
        ),
    });
    const running = { token, threadId, attempt, abort };
    this.#running.set(runId, running);
    void this.#follow(runId, running);
  }

  stop(runId: string, token: number): void {
    const running = this.#running.get(runId);
    if (running?.token !== token) return;
    this.#running.delete(runId);
    running.abort.abort(stopped);
  }

  /** The message is recorded as whole. */
  closeMessage(runId: string, token: number, messageId: string): void {
    const running = this.#running.get(runId);
    if (running?.token === token) running.attempt.close(messageId);
  }

  /** A store that can't write is asked again: the stream is not read on before it has. */
  async #insist(signal: AbortSignal, post: () => Promise<void>): Promise<void> {
    const { clock, rewriteMs, onError } = this.#options;
    while (!signal.aborted) {
      try {
        return await post();
      } catch (error) {
        if (!isStoreWriteError(error)) throw error;
        onError(error);
        await new Promise<void>((resolve) => clock.setTimeout(resolve, rewriteMs));
      }
    }
  }

  /** Ends all of them without a record: to the next start they are lost. */
  close(): void {
    for (const [runId, { token }] of this.#running) this.stop(runId, token);
  }

  async #follow(runId: string, running: Running): Promise<void> {
    const stopCheckpoints = this.#checkpoint(runId, running);
    const event = await running.attempt.run();
    stopCheckpoints();
    await this.#settle(runId, running, event);
  }

  #checkpoint(runId: string, { token, attempt }: Running): () => void {
    const { clock, checkpointMs, mailbox, onError } = this.#options;
    let recorded = '';
    let timer: unknown;
    const tick = () => {
      const { message } = attempt;
      const text = JSON.stringify(message?.parts ?? []);
      if (message !== undefined && text !== recorded) {
        recorded = text;
        mailbox
          .post((draft) => attempt.message && planCheckpoint(draft, runId, token, attempt.message))
          .catch(onError);
      }
      timer = clock.setTimeout(tick, checkpointMs);
    };
    timer = clock.setTimeout(tick, checkpointMs);
    return () => clock.clearTimeout(timer);
  }

  /**
   * Records how the attempt ended. A store that has no room, or is locked, is asked again: the answer is in
   * memory alone. But a retry that the store refuses is not waited for: the run fails and says why.
   */
  async #settle(runId: string, running: Running, event: AttemptEvent): Promise<void> {
    const { clock, rewriteMs, onError } = this.#options;
    while (!running.abort.signal.aborted) {
      const error = await this.#record(runId, running, event);
      if (error === undefined) return;
      onError(error);
      if (error instanceof RuntimeClosedError) return;
      if (event.type === 'attempt.failed' && event.failure.retryable && isRefusal(error)) {
        const failed = {
          type: event.type,
          failure: unprepared(event.failure, error as Error),
        } as const;
        if ((await this.#record(runId, running, failed)) === undefined) return;
      }
      await new Promise<void>((resolve) => clock.setTimeout(resolve, rewriteMs));
    }
  }

  async #record(runId: string, { token, attempt }: Running, event: AttemptEvent): Promise<unknown> {
    try {
      await this.#options.mailbox.post((draft) =>
        planSettle(draft, runId, token, event, attempt.message),
      );
      return undefined;
    } catch (error) {
      return error;
    }
  }
}

/** What a run's start has kept for its attempts. */
const modelOf = (request: Json): { model?: string } =>
  request !== null && typeof request === 'object' && 'model' in request
    ? { model: String(request.model) }
    : {};

/** No state of the disk that may pass: what was to be written is what the store will not have. */
const isRefusal = (error: unknown): boolean =>
  !isStoreWriteError(error) || error.reason === 'unknown';

const unprepared = (failure: Failure, { message }: Error): Failure => ({
  ...failure,
  kind: 'unknown',
  retryable: false,
  code: 'retry_not_prepared',
  message: `The retry could not be prepared. ${message} Before that: ${failure.message}`,
  rule: 'runtime.prepareRetry',
});
