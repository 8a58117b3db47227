/** Builds the message that an attempt is writing: takes chunks, returns deltas, and gives the message so far. */
import { asJson, type Delta, type Message, type Part } from '@perdure/thread';
import type { Chunk } from '../ports/provider.ts';

export type PartChunk = Extract<Chunk, Part>;

type TextChunk = Extract<PartChunk, { text: string }>;

export class MessageBuilder {
  readonly id: string;
  readonly #runId: string;
  readonly #parts: Part[] = [];

  constructor(id: string, runId: string) {
    this.id = id;
    this.#runId = runId;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** The message so far, with a copy of its parts, because a recorded message must not grow afterwards. */
  get message(): Message {
    const parts = [...this.#parts];
    return { id: this.id, runId: this.#runId, role: 'assistant', parts, status: 'streaming' };
  }

  /** Adds a chunk, and returns the delta for readers. */
  append(chunk: PartChunk): Delta {
    if (chunk.type === 'text' || chunk.type === 'reasoning') return this.#appendText(chunk);
    // The chunk is converted to JSON here, so that an input or output without a JSON form fails its own attempt.
    return this.#push(asJson(chunk));
  }

  #appendText({ type, text }: TextChunk): Delta {
    const index = this.#parts.length - 1;
    const last = this.#parts[index];
    if (last?.type !== type) return this.#push({ type, text });
    this.#parts[index] = { type, text: last.text + text };
    return this.#delta(index, last.text.length, { type, text });
  }

  #push(part: Part): Delta {
    this.#parts.push(part);
    return this.#delta(this.#parts.length - 1, 0, part);
  }

  #delta(index: number, offset: number, part: Part): Delta {
    return { type: 'message.delta', runId: this.#runId, messageId: this.id, index, offset, part };
  }
}
