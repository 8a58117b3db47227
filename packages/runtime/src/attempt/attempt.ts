/** One attempt: reads the provider's stream, publishes each piece, and returns how it ended. */
import { classifyFailure } from '@perdure/failure';
import type { Json } from '@perdure/run';
import { asJson, type Message, textOf } from '@perdure/thread';
import type { AttemptEnd } from '../batch/plans.ts';
import type { Subscribers } from '../host/subscribers.ts';
import type { Clock } from '../ports/clock.ts';
import type { Chunk, Provider, ProviderRequest } from '../ports/provider.ts';
import { MessageBuilder } from './message-builder.ts';
import { type Timeouts, Watchdog } from './watchdog.ts';

export interface AttemptOptions {
  provider: Provider;
  request: Omit<ProviderRequest, 'messages'>;
  /** Reads the messages for the provider when the attempt begins. If it throws, the attempt fails. */
  history: () => Message[];
  timeouts: Timeouts;
  clock: Clock;
  /** A number in [0, 1), for the wait that may follow. */
  random: () => number;
  newId: () => string;
  /** Counts the chunks of all attempts of a runtime together. */
  yieldToEventLoop: YieldToEventLoop;
  subscribers: Pick<Subscribers, 'publish'>;
  /** Records a whole message. The next chunk is read once the promise resolves. */
  onMessage: (message: Message) => Promise<void>;
  /** Records the message so far, which ends with a tool's result. The next chunk is read once the promise resolves. */
  onToolResult: (message: Message) => Promise<void>;
}

/** Called after each chunk. Returns a promise to await when other work must get its event-loop turn. */
export type YieldToEventLoop = () => Promise<void> | undefined;

export class Attempt {
  readonly #options: AttemptOptions;
  #builder: MessageBuilder;
  /** The user's texts. They are removed from failures, because a provider may repeat them in an error. */
  #prompts: string[] = [];
  #hasAnswered = false;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#builder = this.#newBuilder();
  }

  /** The message being written; undefined before its first part. */
  get message(): Message | undefined {
    return this.#builder.isEmpty ? undefined : this.#builder.message;
  }

  /** Begins a new message once the message of that id is recorded as whole. */
  seal(messageId: string): void {
    if (this.#builder.id === messageId) this.#builder = this.#newBuilder();
  }

  /** Runs the attempt and resolves with its end. Never throws, because every error is the end of a failed attempt. */
  async run(): Promise<AttemptEnd> {
    const { clock, random } = this.#options;
    const startedAt = clock.elapsed();
    try {
      return await this.#readStream();
    } catch (error) {
      return {
        type: 'attempt.failed',
        failure: classifyFailure(error, { redactAlso: this.#prompts }),
        jitter: random(),
        ...(!this.#hasAnswered && { tookMs: clock.elapsed() - startedAt }),
      };
    }
  }

  async #readStream(): Promise<AttemptEnd> {
    const { provider, history, timeouts, clock } = this.#options;
    const messages = history();
    const request = { ...this.#options.request, messages };
    this.#prompts = messages.filter(({ role }) => role === 'user').map(textOf);
    const stream = provider(request)[Symbol.asyncIterator]();
    const watchdog = new Watchdog(timeouts, clock, request.signal);
    try {
      return await Promise.race([watchdog.expired, this.#readChunks(stream, watchdog)]);
    } finally {
      watchdog.stop();
      // `return` is not awaited, because a provider that hangs does not return either.
      (async () => stream.return?.())().catch(() => {});
    }
  }

  async #readChunks(stream: AsyncIterator<Chunk>, watchdog: Watchdog): Promise<AttemptEnd> {
    for (;;) {
      watchdog.wait();
      const { done, value: chunk } = await stream.next();
      // A chunk that comes after the timeout or the abort is dropped, because the attempt has ended already.
      if (watchdog.hasExpired) return watchdog.expired;
      if (done) throw endedEarly();
      const isBeforeModelCall = precedesModelCall(chunk);
      watchdog.received(isBeforeModelCall);
      this.#hasAnswered ||= !isBeforeModelCall;
      if (chunk.type === 'finish') return { type: 'attempt.completed', output: outputOf(chunk) };
      if (chunk.type === 'ask') return { type: 'attempt.asked', question: asJson(chunk.question) };
      const recorded = this.#onChunk(chunk);
      if (recorded !== undefined) await recorded;
      const nextLoopTurn = this.#options.yieldToEventLoop();
      if (nextLoopTurn !== undefined) await nextLoopTurn;
    }
  }

  /** Handles a chunk. Returns the promise of a record that must be written before the next chunk is read. */
  #onChunk(chunk: Exclude<Chunk, { type: 'finish' | 'ask' }>): Promise<void> | undefined {
    const { request, subscribers, onMessage, onToolResult } = this.#options;
    if (chunk.type === 'finishStep') return this.message && onMessage(this.message);
    subscribers.publish(request.threadId, this.#builder.append(chunk));
    return chunk.type === 'toolResult' ? onToolResult(this.#builder.message) : undefined;
  }

  #newBuilder(): MessageBuilder {
    return new MessageBuilder(this.#options.newId(), this.#options.request.runId);
  }
}

/** True for a tool result and for the end of a model step, because the model is called again after them. */
const precedesModelCall = ({ type }: Chunk): boolean =>
  type === 'toolResult' || type === 'finishStep';

const outputOf = ({ reason, usage }: Extract<Chunk, { type: 'finish' }>): Json =>
  asJson({ finishReason: reason, ...(usage !== undefined && { usage: { ...usage } as Json }) });

const endedEarly = (): Error =>
  Object.assign(new Error('The stream ended before the answer was whole.'), {
    code: 'ERR_STREAM_PREMATURE_CLOSE',
  });

/** Most chunks of all attempts together in one event-loop turn: about half a millisecond of work. */
const chunksPerLoopTurn = 1_024;

/**
 * Yields to the event loop after 1,024 chunks, because a provider that never awaits would starve commands and timers.
 */
export function createYield(clock: Pick<Clock, 'defer'>): YieldToEventLoop {
  let left = chunksPerLoopTurn;
  let nextLoopTurn: Promise<void> | undefined;
  return () => {
    if (left-- > 0) return undefined;
    nextLoopTurn ??= new Promise((resolve) => {
      clock.defer(() => {
        left = chunksPerLoopTurn;
        nextLoopTurn = undefined;
        resolve();
      });
    });
    return nextLoopTurn;
  };
}
