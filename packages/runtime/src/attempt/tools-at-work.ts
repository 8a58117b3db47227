/** Which tools are at work, those of the provider included, and which timeout follows from it. */
import type { Chunk } from '../ports/provider.ts';
import type { Timeouts } from './watchdog.ts';

export class ToolsAtWork {
  readonly #calls = new Set<string>();
  #isAppAtWork = false;

  /** The timeout for the chunk after this one; undefined if it stays the same. */
  timeoutAfter(chunk: Chunk): keyof Timeouts | undefined {
    if (chunk.type === 'toolCall') this.#calls.add(chunk.id);
    if (chunk.type === 'toolStarted') this.#calls.add(chunk.id);
    if (chunk.type === 'toolResult') this.#calls.delete(chunk.id);
    const wasAppAtWork = this.#isAppAtWork;
    this.#isAppAtWork = chunk.type === 'alive' && chunk.appAtWork === true;
    if (this.#calls.size > 0 || this.#isAppAtWork) return 'toolMs';
    if (chunk.type === 'alive') return wasAppAtWork ? 'idleMs' : undefined;
    return isBeforeOutput(chunk) ? 'firstChunkMs' : 'idleMs';
  }
}

/** True for a chunk after which the model still has to begin: its call has begun, or it is called again. */
export const isBeforeOutput = ({ type }: Chunk): boolean =>
  type === 'startStep' || type === 'toolResult' || type === 'finishStep';
