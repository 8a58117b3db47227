/** The message that an attempt is writing: chunks in, deltas out, the whole always at hand. */
import type { Delta } from '../model/events.ts';
import { asJson } from '../model/json.ts';
import type { Message, Part } from '../model/message.ts';
import type { Chunk } from '../ports/provider.ts';

export type PartChunk = Extract<Chunk, Part>;

export class Writing {
  readonly #id: string;
  readonly #runId: string;
  readonly #parts: Part[] = [];

  constructor(id: string, runId: string) {
    this.#id = id;
    this.#runId = runId;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** The message so far. A copy: what is recorded must not grow afterwards. */
  get message(): Message {
    const parts = this.#parts.map((part) => ({ ...part }));
    return { id: this.#id, runId: this.#runId, role: 'assistant', parts, status: 'streaming' };
  }

  /** Takes a chunk in and returns it as readers are told of it. */
  append(chunk: PartChunk): Delta {
    if (chunk.type === 'text' || chunk.type === 'reasoning') return this.#write(chunk);
    // What tools are given and answer is anybody's: a value that is no JSON must fail here, in its attempt.
    const part = asJson(chunk);
    this.#parts.push(part);
    return this.#delta(this.#parts.length - 1, 0, part);
  }

  #write({ type, text }: Extract<PartChunk, { text: string }>): Delta {
    const last = this.#parts.at(-1);
    if (last?.type !== type) {
      this.#parts.push({ type, text });
      return this.#delta(this.#parts.length - 1, 0, { type, text });
    }
    const offset = last.text.length;
    last.text += text;
    return this.#delta(this.#parts.length - 1, offset, { type, text });
  }

  #delta(index: number, offset: number, part: Part): Delta {
    return { type: 'message.delta', runId: this.#runId, messageId: this.#id, index, offset, part };
  }
}
