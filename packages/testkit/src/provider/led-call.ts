/** One call of a led provider, which is one attempt. */
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

/** Yields what the test sends. `send`, `fail` and `end` queue up, and take effect in order as the stream is read. */
export class LedCall {
  readonly request: ProviderRequest;
  readonly #options: LedCallOptions;
  readonly #actions: Action[] = [];
  #wake = () => {};

  constructor(request: ProviderRequest, options: LedCallOptions = {}) {
    this.request = request;
    this.#options = options;
  }

  /** Yields chunks, in order. */
  send(...chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#push({ type: 'yield', chunk });
  }

  /** Throws an error. The stream ends with it. */
  fail(error: unknown): void {
    this.#push({ type: 'throw', error });
  }

  /** Ends the stream. Without a `finish` or `ask` before it, the runtime takes it for a broken stream. */
  end(): void {
    this.#push({ type: 'end' });
  }

  /** The stream of the call. Read it once. */
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
