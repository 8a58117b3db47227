/** Builds the message that an attempt is writing: takes chunks, returns deltas, and gives the message so far. */
import type {
  Delta,
  FilePart,
  Message,
  Origin,
  OtherPart,
  Part,
  SourcePart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from '@perdure/thread';
import { missingResult } from '../batch/missing-result.ts';
import type { Chunk } from '../ports/provider.ts';

type TextChunk = Extract<Chunk, { text: string }>;

/** A chunk that adds to the message, its files stored. */
export type PartChunk =
  | TextChunk
  | FilePart
  | SourcePart
  | OtherPart
  | ToolCallPart
  | ToolResultPart;

export class MessageBuilder {
  readonly id: string;
  /** Who writes the message, if the provider has said it. */
  origin: Origin | undefined;
  readonly #runId: string;
  readonly #parts: Part[] = [];
  /** Block of the last part, if that part is a text. */
  #block: string | undefined;

  constructor(id: string, runId: string, origin: Origin | undefined) {
    this.id = id;
    this.#runId = runId;
    this.origin = origin;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** The message as readers see it: without the results of tools that have begun and given none yet. */
  get shown(): Message {
    const { message } = this;
    return { ...message, parts: message.parts.filter((part) => !isMissing(part)) };
  }

  /**
   * Notes that a tool begins whose call is in an earlier message. Until its result comes, the message says that the
   * outcome is unknown, because the attempt may end at any time.
   */
  begin(call: { id: string; name: string }): void {
    this.#parts.push(missingResult(call, 'lost'));
  }

  get parts(): readonly Part[] {
    return this.#parts;
  }

  /** The message so far, with a copy of its parts, because a recorded message must not grow afterwards. */
  get message(): Message {
    return {
      id: this.id,
      runId: this.#runId,
      role: 'assistant',
      parts: [...this.#parts],
      status: 'streaming',
      ...(this.origin && { origin: this.origin }),
    };
  }

  /** True if the chunk will be a part of its own; false if it goes on with the part before it, or fills one. */
  adds(chunk: PartChunk): boolean {
    if (chunk.type === 'text' || chunk.type === 'reasoning') return !this.#continues(chunk);
    return chunk.type !== 'toolResult' || this.#placeOf(chunk) < 0;
  }

  /** Adds a chunk, and returns the delta for readers; undefined if the chunk adds metadata alone. */
  append(chunk: PartChunk): Delta | undefined {
    if (chunk.type === 'text' || chunk.type === 'reasoning') return this.#appendText(chunk);
    if (chunk.type === 'toolResult') return this.#appendResult(chunk);
    return this.#push(chunk);
  }

  #continues({ type, block }: TextChunk): boolean {
    return this.#parts.at(-1)?.type === type && (block === undefined || block === this.#block);
  }

  #appendText(chunk: TextChunk): Delta | undefined {
    const { type, text, block, metadata } = chunk;
    const index = this.#parts.length - 1;
    const last = this.#parts[index] as TextPart | undefined;
    const attached = metadata === undefined ? {} : { metadata };
    if (last === undefined || !this.#continues(chunk)) {
      this.#block = block;
      return this.#push({ type, text, ...attached });
    }
    this.#parts[index] = { ...last, text: last.text + text, ...attached };
    return text === '' ? undefined : this.#delta(index, last.text.length, { type, text });
  }

  /** Puts the result in the place that `begin` has kept for it, or at the end. */
  #placeOf({ id }: ToolResultPart): number {
    return this.#parts.findIndex((part) => isMissing(part) && part.id === id);
  }

  #appendResult(result: ToolResultPart): Delta {
    const index = this.#placeOf(result);
    if (index < 0) return this.#push(result);
    this.#parts[index] = result;
    return this.#delta(index, 0, result);
  }

  #push(part: Part): Delta {
    this.#parts.push(part);
    return this.#delta(this.#parts.length - 1, 0, part);
  }

  #delta(index: number, offset: number, part: Part): Delta {
    return { type: 'message.delta', runId: this.#runId, messageId: this.id, index, offset, part };
  }
}

const isMissing = (part: Part): part is ToolResultPart =>
  part.type === 'toolResult' && part.missing !== undefined;
