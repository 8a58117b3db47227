/** One attempt: reads the provider's stream, tells readers of each piece, and says how it ended. */
import { classifyFailure } from '@perdure/failure';
import type { AttemptEvent, Json } from '@perdure/run';
import type { Delta } from '../model/events.ts';
import { asJson } from '../model/json.ts';
import { type Message, textOf } from '../model/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Chunk, Provider, ProviderRequest } from '../ports/provider.ts';
import { type Limits, Watchdog } from './watchdog.ts';
import { Writing } from './writing.ts';

export interface AttemptOptions {
  provider: Provider;
  request: Omit<ProviderRequest, 'messages'>;
  /** Read when the attempt begins; a read that fails is how it ended. */
  history: () => Message[];
  limits: Limits;
  clock: Clock;
  random: () => number;
  newId: () => string;
  /** Called after each chunk; what it returns is waited for, so that other work has its turn. */
  pace: () => Promise<void> | undefined;
  onDelta: (delta: Delta) => void;
  /** Records a message that is whole, or the results of tools. The stream is not read on before that. */
  onWhole: (message: Message) => Promise<void>;
  onToolResult: (message: Message) => Promise<void>;
}

export class Attempt {
  readonly #options: AttemptOptions;
  readonly #runId: string;
  #writing: Writing;
  /** What users have said so far: it may come back in an error. */
  #said: string[] = [];
  #hasAnswered = false;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#runId = options.request.runId;
    this.#writing = new Writing(options.newId(), this.#runId);
  }

  /** The message being written, if it has begun. */
  get message(): Message | undefined {
    return this.#writing.isEmpty ? undefined : this.#writing.message;
  }

  /** The message is recorded as whole: what follows belongs to a new one. */
  close(messageId: string): void {
    if (this.#writing.message.id === messageId)
      this.#writing = new Writing(this.#options.newId(), this.#runId);
  }

  /** Never throws: whatever goes wrong is how the attempt ended. */
  async run(): Promise<AttemptEvent> {
    const { clock, random } = this.#options;
    const startedAt = clock.elapsed();
    try {
      return await this.#read();
    } catch (error) {
      return {
        type: 'attempt.failed',
        failure: classifyFailure(error, { conceal: this.#said }),
        at: clock.now(),
        jitter: random(),
        ...(!this.#hasAnswered && { tookMs: clock.elapsed() - startedAt }),
      };
    }
  }

  async #read(): Promise<AttemptEvent> {
    const { provider, history, limits, clock } = this.#options;
    const messages = history();
    const request = { ...this.#options.request, messages };
    this.#said = messages.filter(({ role }) => role === 'user').map(textOf);
    const stream = provider(request)[Symbol.asyncIterator]();
    const watchdog = new Watchdog(limits, clock, request.signal);
    try {
      return await Promise.race([watchdog.barked, this.#follow(stream, watchdog)]);
    } finally {
      watchdog.stop();
      // Not waited for: one that hangs does not answer this either.
      (async () => stream.return?.())().catch(() => {});
    }
  }

  async #follow(stream: AsyncIterator<Chunk>, watchdog: Watchdog): Promise<AttemptEvent> {
    const { pace } = this.#options;
    for (;;) {
      watchdog.wait();
      const { done, value: chunk } = await stream.next();
      // It was given up, and has come too late to be heard.
      if (watchdog.hasBarked) return watchdog.barked;
      if (done) throw endedEarly();
      const isOfNextStep = beginsAnew(chunk);
      watchdog.hear(isOfNextStep);
      this.#hasAnswered ||= !isOfNextStep;
      if (chunk.type === 'finish') return { type: 'attempt.completed', output: outputOf(chunk) };
      if (chunk.type === 'ask') return { type: 'attempt.asked', question: asJson(chunk.question) };
      const recorded = this.#take(chunk);
      if (recorded !== undefined) await recorded;
      const turn = pace();
      if (turn !== undefined) await turn;
    }
  }

  /** Returns what must be recorded before the stream is read on. */
  #take(chunk: Exclude<Chunk, { type: 'finish' | 'ask' }>): Promise<void> | undefined {
    const { onDelta, onWhole, onToolResult } = this.#options;
    if (chunk.type === 'step') return this.message && onWhole(this.message);
    onDelta(this.#writing.append(chunk));
    return chunk.type === 'toolResult' ? onToolResult(this.#writing.message) : undefined;
  }
}

/** The model is asked again after it, with what a tool or a human has said. */
const beginsAnew = ({ type }: Chunk): boolean => type === 'toolResult' || type === 'step';

const outputOf = ({ reason, usage }: Extract<Chunk, { type: 'finish' }>): Json =>
  asJson({ finishReason: reason, ...(usage !== undefined && { usage: { ...usage } as Json }) });

const endedEarly = (): Error =>
  Object.assign(new Error('The stream ended before the answer was whole.'), {
    code: 'ERR_STREAM_PREMATURE_CLOSE',
  });
