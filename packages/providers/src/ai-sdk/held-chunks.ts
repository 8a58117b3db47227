/**
 * Chunks that come in the middle of what the model says, and would divide it in two. They are held until its end, so
 * that the model gets back one text for one text, and one answer for one answer.
 */
import type { Chunk } from '@perdure/runtime';
import type { TextStreamPart, ToolSet } from 'ai';

type SdkPart = TextStreamPart<ToolSet>;

export class HeldChunks {
  /** Ids of the blocks of text that have not ended. */
  readonly #open = new Set<string>();
  /** Ids of the calls that the SDK answers at once, because their arguments do not fit the tool. */
  readonly #invalid = new Set<string>();
  /** Sources in the middle of a text. */
  #sources: Chunk[] = [];
  /** Results in the middle of an answer: further calls of the same answer may follow. */
  #results: Chunk[] = [];

  /** The chunks that go on now. @param part that the chunk was made of */
  pass(part: SdkPart, chunk: Chunk): Chunk[] {
    this.#note(part);
    if (chunk.type === 'source' && this.#open.size > 0) {
      this.#sources.push(chunk);
      return [{ type: 'alive' }];
    }
    if (chunk.type === 'toolResult' && this.#isEarly(part)) {
      this.#results.push(chunk);
      return [{ type: 'alive' }];
    }
    // The SDK performs tools after the end of an answer.
    if (chunk.type === 'toolResult' && !chunk.providerExecuted) return [...this.release(), chunk];
    return this.#open.size > 0 ? [chunk] : [chunk, ...this.#sources.splice(0)];
  }

  /** Takes all that is held. Call at the end of an answer. */
  release(): Chunk[] {
    this.#open.clear();
    return [...this.#sources.splice(0), ...this.#results.splice(0)];
  }

  #isEarly(part: SdkPart): boolean {
    if (part.type === 'tool-output-denied') return true;
    return part.type === 'tool-error' && this.#invalid.has(part.toolCallId);
  }

  #note(part: SdkPart): void {
    switch (part.type) {
      case 'text-start':
      case 'reasoning-start':
        this.#open.add(part.id);
        return;
      case 'text-end':
      case 'reasoning-end':
        this.#open.delete(part.id);
        return;
      case 'tool-call':
        if (part.invalid) this.#invalid.add(part.toolCallId);
    }
  }
}
