/** One call of a led provider. Each call is one attempt of a run. */
import type { Chunk, ProviderRequest } from '@perdure/runtime';

export interface LedCallOptions {
  /** Called when the reader asks for the first chunk. */
  onStart?: (call: LedCall) => void;
  /** Called when the request's signal aborts. @default fails the call with the signal's reason */
  onAbort?: (call: LedCall) => void;
  /** Called with a chunk once the reader asks for the next one. */
  onRead?: (chunk: Chunk, call: LedCall) => void;
}

type Action = { type: 'yield'; chunk: Chunk } | { type: 'throw'; error: unknown } | { type: 'end' };

/**
 * A call of which the test decides each step. `send`, `fail` and `end` append to a queue, which is carried out in order
 * as the reader reads the stream.
 */
export class LedCall {
  readonly request: ProviderRequest;
  readonly #options: LedCallOptions;
  readonly #actions: Action[] = [];
  #wake = () => {};

  constructor(request: ProviderRequest, options: LedCallOptions = {}) {
    this.request = request;
    this.#options = options;
  }

  /** Queues chunks, which the stream yields in order. */
  send(...chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#push({ type: 'yield', chunk });
  }

  /** Queues an error. The stream throws it and is over. */
  fail(error: unknown): void {
    this.#push({ type: 'throw', error });
  }

  /** Queues the end of the stream. The runtime treats an end without a `finish` or `ask` chunk as a broken stream. */
  end(): void {
    this.#push({ type: 'end' });
  }

  /** The stream of the call. It can be read only once. */
  async *chunks(): AsyncGenerator<Chunk> {
    const { onStart, onAbort = failAborted, onRead } = this.#options;
    const { signal } = this.request;
    onStart?.(this);
    signal.addEventListener('abort', () => onAbort(this));
    if (signal.aborted) onAbort(this);
    for (;;) {
      const action = this.#actions.shift();
      if (action === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else if (action.type === 'throw') throw action.error;
      else if (action.type === 'end') return;
      else {
        yield action.chunk;
        onRead?.(action.chunk, this);
      }
    }
  }

  #push(action: Action): void {
    this.#actions.push(action);
    this.#wake();
  }
}

const failAborted = (call: LedCall): void => call.fail(call.request.signal.reason);
