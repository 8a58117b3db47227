/** One attempt: reads the provider's stream, tells readers of each piece, and says how it ended. */
import { classifyFailure } from '@perdure/failure';
import type { AttemptEvent, Json } from '@perdure/run';
import type { Delta } from '../model/events.ts';
import { asJson } from '../model/json.ts';
import { type Message, textOf } from '../model/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Chunk, Provider, ProviderRequest } from '../ports/provider.ts';
import { type Limits, watch } from './watch.ts';
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
  onDelta: (delta: Delta) => void;
  /** Records a message that is whole, or the results of tools. The stream is not read on before that. */
  onWhole: (message: Message) => Promise<void>;
  onToolResult: (message: Message) => Promise<void>;
}

/** So many chunks are taken in one turn of the event loop; a provider that never waits must not hold it. */
const chunksPerTurn = 256;

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
    let chunks = 0;
    const stream = watch(provider(request), limits, clock, request.signal, beginsAnew);
    for await (const chunk of stream) {
      this.#hasAnswered ||= !beginsAnew(chunk);
      const end = await this.#take(chunk);
      if (end !== undefined) return end;
      if (++chunks % chunksPerTurn === 0) await new Promise<void>((next) => clock.defer(next));
    }
    throw Object.assign(new Error('The stream ended before the answer was whole.'), {
      code: 'ERR_STREAM_PREMATURE_CLOSE',
    });
  }

  async #take(chunk: Chunk): Promise<AttemptEvent | undefined> {
    const { onDelta, onWhole, onToolResult } = this.#options;
    switch (chunk.type) {
      case 'text':
      case 'reasoning':
      case 'toolCall':
        onDelta(this.#writing.append(chunk));
        return undefined;
      case 'toolResult':
        onDelta(this.#writing.append(chunk));
        await onToolResult(this.#writing.message);
        return undefined;
      case 'step': {
        const { message } = this;
        if (message === undefined) return undefined;
        await onWhole(message);
        return undefined;
      }
      case 'ask':
        return { type: 'attempt.asked', question: asJson(chunk.question) };
      case 'finish':
        return { type: 'attempt.completed', output: outputOf(chunk) };
    }
  }
}

/** The model is asked again after it, with what a tool or a human has said. */
const beginsAnew = ({ type }: Chunk): boolean => type === 'toolResult' || type === 'step';

const outputOf = ({ reason, usage }: Extract<Chunk, { type: 'finish' }>): Json =>
  asJson({ finishReason: reason, ...(usage !== undefined && { usage: { ...usage } as Json }) });
