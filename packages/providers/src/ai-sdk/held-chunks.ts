/**
 * Chunks that are held for a while.
 *
 * - Sources in the middle of a text would divide it in two, and the model gets back one text for one text.
 * - Calls of the app's tools, and what follows them, are held until the model's answer has ended, because the SDK performs
 *   no tool before that (`ai` 7.0.173). A call of an answer that breaks off has not begun, and is void as its text is.
 * - Results of calls that the SDK answers at once stand after the calls of the same answer.
 */
import type { Chunk } from '@perdure/runtime';
import type { TextStreamPart, ToolSet } from 'ai';

type SdkPart = TextStreamPart<ToolSet>;

export class HeldChunks {
  /** Ids of the blocks of text that have not ended. */
  readonly #open = new Set<string>();
  /** Ids of the calls that the SDK answers at once, because their arguments do not fit the tool. */
  readonly #invalid = new Set<string>();
  #sources: Chunk[] = [];
  /** The first call of an answer, and what follows it. */
  #calls: Chunk[] = [];
  #results: Chunk[] = [];
  /** The chunk for a sign of life before the next part. */
  alive: Extract<Chunk, { type: 'alive' }> = { type: 'alive' };

  readonly #decides: (tool: string) => boolean;

  /** @param decides true for a tool of which a function of the app decides whether it needs approval */
  constructor(decides: (tool: string) => boolean) {
    this.#decides = decides;
  }

  /** The chunks that go on now. @param part that the chunk was made of */
  pass(part: SdkPart, chunk: Chunk): Chunk[] {
    this.#note(part);
    // The SDK next asks the app whether the call needs approval.
    const appAtWork =
      chunk.type === 'toolCall' && !chunk.providerExecuted && this.#decides(chunk.name);
    this.alive = { type: 'alive', ...(appAtWork && { appAtWork }) };
    const chunks = this.#inOrder(part, chunk);
    // The SDK performs tools after the end of an answer.
    if (chunks[0]?.type === 'toolResult' && !chunks[0].providerExecuted)
      return [...this.release(), ...chunks];
    if (this.#calls.length === 0 && !isOwnCall(chunk)) return chunks;
    this.#calls.push(...chunks.filter(({ type }) => type !== 'alive'));
    return [this.alive];
  }

  /** Takes all that is held. Call at the end of an answer. */
  release(): Chunk[] {
    this.#open.clear();
    return [...this.#calls.splice(0), ...this.#sources.splice(0), ...this.#results.splice(0)];
  }

  #inOrder(part: SdkPart, chunk: Chunk): Chunk[] {
    if (chunk.type === 'source' && this.#open.size > 0) {
      this.#sources.push(chunk);
      return [{ type: 'alive' }];
    }
    if (chunk.type === 'toolResult' && this.#calls.length > 0 && this.#isEarly(part)) {
      this.#results.push(chunk);
      return [{ type: 'alive' }];
    }
    return this.#open.size > 0 ? [chunk] : [chunk, ...this.#sources.splice(0)];
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

const isOwnCall = (chunk: Chunk): boolean => chunk.type === 'toolCall' && !chunk.providerExecuted;
