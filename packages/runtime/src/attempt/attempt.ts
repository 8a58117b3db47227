/** One attempt: reads the provider's stream, publishes each piece, and returns how it ended. */
import { classifyFailure, type Failure, type Specimen, specimenOf } from '@perdure/failure';
import { type FilePart, type Message, type Origin, textOf } from '@perdure/thread';
import type { AttemptEnd } from '../batch/plans.ts';
import type { Subscribers } from '../host/subscribers.ts';
import type { Limits } from '../options/limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { Chunk, FileChunk, Provider, ProviderRequest } from '../ports/provider.ts';
import type { Answer, RequestDigest } from '../ports/store.ts';
import { ProviderContractError, verdictOf } from './attempt-errors.ts';
import { AttemptSize } from './attempt-size.ts';
import { checkedChunk } from './checked-chunk.ts';
import { endedEarly, finishReason } from './finish.ts';
import { type Draft, MessageBuilder, type PartChunk } from './message-builder.ts';
import { type AttemptNotes, Notes } from './notes.ts';
import { checkedResult, type OpenedStream, openedStream } from './opened-stream.ts';
import { storeFiles } from './store-files.ts';
import { textsIn } from './texts-in.ts';
import { isBeforeOutput, ToolsAtWork } from './tools-at-work.ts';
import { type Timeouts, Watchdog } from './watchdog.ts';
import type { YieldToEventLoop } from './yield.ts';

export interface AttemptOptions {
  provider: Provider;
  request: Omit<ProviderRequest, 'messages'>;
  /** Reads the messages for the provider when the attempt begins. If it throws, the attempt fails. */
  history: () => Answer<Message[]>;
  /** Reads the digest of the run's last request. */
  formerRequest: () => Promise<RequestDigest | undefined>;
  timeouts: Timeouts;
  limits: Limits;
  clock: Clock;
  /** A number in [0, 1), for the wait that may follow. */
  random: () => number;
  newId: () => string;
  /** Counts the chunks of all attempts of a runtime together. */
  yieldToEventLoop: YieldToEventLoop;
  subscribers: Pick<Subscribers, 'publish'>;
  /** Stores a file, and resolves once it is recorded. */
  storeFile: (file: FileChunk) => Promise<FilePart>;
  /** Records a whole message. The next chunk is read once the promise resolves. */
  onMessage: (message: Message) => Promise<void>;
  /** Records the draft, which ends with a tool's call or result. The next chunk is read once it resolves. */
  onTool: () => Promise<void>;
}

type StepChunk = Exclude<Chunk, { type: 'finish' | 'ask' }>;

export class Attempt {
  readonly #options: AttemptOptions;
  readonly #notes: Notes;
  readonly #tools = new ToolsAtWork();
  readonly #size: AttemptSize;
  #builder: MessageBuilder;
  #origin: Origin | undefined;
  /**
   * The user's texts. They are removed from failures, because a provider may repeat them in an error. They are read for a
   * failure alone, because a long thread has many.
   */
  #prompts: () => string[] = () => [];
  #specimen: Specimen | undefined;
  #hasAnswered = false;
  /** No chunk is handled before it resolves. */
  #held: Promise<unknown> | undefined;
  /** True if the model step under way has the results of tools before it. */
  #followsResults = false;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#builder = this.#newBuilder();
    this.#notes = new Notes(options.formerRequest);
    this.#size = new AttemptSize(options.limits);
  }

  /** The message being written; undefined before its first part. */
  get message(): Message | undefined {
    return this.#builder.isEmpty ? undefined : this.#builder.message;
  }

  /** True if the message being written has more than its last record. */
  get isUnrecorded(): boolean {
    return this.#builder.isUnrecorded;
  }

  /** What the message being written has more than its last record. */
  get draft(): Draft {
    return this.#builder.draft;
  }

  /** The message being written, as readers see it. */
  get shown(): Message | undefined {
    const { shown } = this.#builder;
    return shown.parts.length === 0 ? undefined : shown;
  }

  /** What is known besides the message, for a record; undefined if nothing is known. */
  get notes(): AttemptNotes | undefined {
    return this.#notes.all;
  }

  /** Specimen of the error with which the attempt has failed; undefined if a row of knowledge matches it. */
  get specimen(): Specimen | undefined {
    return this.#specimen;
  }

  /** Begins a new message once the message of that id is recorded as whole. */
  seal(messageId: string): void {
    if (this.#builder.id === messageId) this.#builder = this.#newBuilder();
  }

  /** Handles no chunk until the promise is settled. */
  holdUntil(settled: Promise<unknown>): void {
    this.#held = Promise.allSettled([this.#held, settled]);
  }

  /** Runs the attempt and resolves with its end. Never throws, because every error is the end of a failed attempt. */
  async run(): Promise<AttemptEnd> {
    const { clock, random } = this.#options;
    const startedAt = clock.elapsed();
    const end = await this.#readStream().catch(
      (error: unknown): AttemptEnd => ({
        type: 'attempt.failed',
        failure: this.#failureOf(error),
        jitter: random(),
        ...(!this.#hasAnswered && { tookMs: clock.elapsed() - startedAt }),
      }),
    );
    const { usage } = this.#notes;
    return usage === null ? end : { ...end, usage };
  }

  #failureOf(error: unknown): Failure {
    const options = {
      redactAlso: this.#prompts(),
      aborted: this.#options.request.signal.aborted,
      ...providerHint(this.#origin),
    };
    try {
      // An error of the runtime is classified too, because that removes prompts and credentials from its text.
      const failure = { ...classifyFailure(error, options), ...verdictOf(error) };
      if (failure.decidedBy === 'none') this.#specimen = specimenOf(error, options);
      return failure;
    } catch {
      return classifyFailure(new Error('The provider threw a value that cannot be read.'), options);
    }
  }

  async #readStream(): Promise<AttemptEnd> {
    const { provider, history, timeouts, limits, clock } = this.#options;
    const messages = await history();
    const request = { ...this.#options.request, messages };
    this.#prompts = () => [
      ...messages.filter(({ role }) => role === 'user').map(textOf),
      ...textsIn(request.answer),
    ];
    this.#followsResults = messages.at(-1)?.parts.at(-1)?.type === 'toolResult';
    const stream = openedStream(provider, request);
    const watchdog = new Watchdog({ ...timeouts, ...limits }, clock, request.signal);
    try {
      return await Promise.race([watchdog.expired, this.#readChunks(stream, watchdog)]);
    } finally {
      watchdog.stop();
      stream.close();
    }
  }

  async #readChunks(stream: OpenedStream, watchdog: Watchdog): Promise<AttemptEnd> {
    for (;;) {
      watchdog.wait();
      const next = checkedResult(await stream.next());
      // A chunk that comes after the timeout or the abort is dropped, because the attempt has ended already.
      if (watchdog.hasExpired) return watchdog.expired;
      if (next.done) throw endedEarly();
      const { chunk, bytes } = checkedChunk(next.value);
      this.#size.add(bytes);
      watchdog.received(this.#tools.timeoutAfter(chunk));
      if (this.#held !== undefined) await this.#held;
      if (watchdog.hasExpired) return watchdog.expired;
      this.#hasAnswered ||=
        !isBeforeOutput(chunk) && chunk.type !== 'alive' && chunk.type !== 'other';
      if (chunk.type === 'finish') return this.#completed(chunk);
      if (chunk.type === 'ask') return this.#asked(chunk);
      const recorded = this.#onChunk(chunk);
      if (recorded !== undefined) await recorded;
      const nextLoopTurn = this.#options.yieldToEventLoop();
      if (nextLoopTurn !== undefined) await nextLoopTurn;
    }
  }

  #completed({ reason, usage }: Extract<Chunk, { type: 'finish' }>): AttemptEnd {
    this.#notes.addUsage(usage);
    const { parts } = this.#builder;
    const followsResults = this.#followsResults;
    const output = { finishReason: finishReason({ reason, parts, followsResults, usage }) };
    return { type: 'attempt.completed', output };
  }

  #asked({ question, usage }: Extract<Chunk, { type: 'ask' }>): AttemptEnd {
    this.#notes.addUsage(usage);
    return { type: 'attempt.asked', question };
  }

  /** Handles a chunk. Returns the promise of a record that must be written before the next chunk is read. */
  #onChunk(chunk: StepChunk): Promise<void> | undefined {
    switch (chunk.type) {
      case 'alive':
        return this.#noteUsage(chunk);
      case 'startStep':
        return this.#startStep(chunk);
      case 'finishStep':
        return this.#finishStep(chunk);
      case 'toolStarted':
        this.#size.addPart();
        this.#builder.begin(chunk);
        return this.#options.onTool();
      case 'text':
      case 'reasoning':
        this.#append(chunk);
        return undefined;
      default:
        return this.#appendRecorded(chunk);
    }
  }

  /** What was used for a call is recorded at once, because its tool may be at work for long. */
  #noteUsage({ usage }: Extract<Chunk, { type: 'alive' }>): Promise<void> | undefined {
    if (usage === undefined) return undefined;
    this.#notes.noteUsage(usage);
    return this.#builder.parts.at(-1)?.type === 'toolCall' ? this.#options.onTool() : undefined;
  }

  #startStep({
    origin,
    request,
  }: Extract<Chunk, { type: 'startStep' }>): Promise<void> | undefined {
    if (origin !== undefined) this.#origin = { provider: origin.provider, model: origin.model };
    this.#builder.origin = this.#origin;
    return request === undefined ? undefined : this.#addRequest(request);
  }

  async #addRequest(request: unknown): Promise<void> {
    try {
      await this.#notes.addRequest(request);
    } catch {
      throw new ProviderContractError(
        "The provider's chunk 'startStep', field 'request': it has no JSON form.",
      );
    }
  }

  #finishStep({ usage }: Extract<Chunk, { type: 'finishStep' }>): Promise<void> | undefined {
    this.#notes.addUsage(usage);
    this.#followsResults = this.#builder.parts.at(-1)?.type === 'toolResult';
    return this.message && this.#options.onMessage(this.message);
  }

  async #appendRecorded(
    chunk: Exclude<
      StepChunk,
      { type: 'alive' | 'startStep' | 'finishStep' | 'toolStarted' | 'text' | 'reasoning' }
    >,
  ): Promise<void> {
    const { storeFile, onTool } = this.#options;
    const { type } = chunk;
    const part = storeFiles(chunk, storeFile);
    this.#append(part instanceof Promise ? await part : part);
    if (type === 'toolCall' || type === 'toolResult') await onTool();
  }

  #append(chunk: PartChunk): void {
    const { request, subscribers } = this.#options;
    if (this.#builder.adds(chunk)) this.#size.addPart();
    const delta = this.#builder.append(chunk);
    if (delta !== undefined) subscribers.publish(request.threadId, delta);
  }

  #newBuilder(): MessageBuilder {
    return new MessageBuilder(this.#options.newId(), this.#options.request.runId, this.#origin);
  }
}

/** The provider's name for the classifier: `anthropic` of the AI SDK's `anthropic.messages`. */
const providerHint = (origin: Origin | undefined): { provider?: string } => {
  const [provider] = origin?.provider.split('.') ?? [];
  return provider ? { provider } : {};
};
