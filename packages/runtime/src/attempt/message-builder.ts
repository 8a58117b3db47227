/**
 * Builds the message that an attempt is writing: takes checked chunks, returns deltas, and gives the message so far.
 * Parts are frozen, because readers share them with the record.
 */
import {
  type Delta,
  deepFreeze,
  type FilePart,
  type Message,
  type Origin,
  type OtherPart,
  type Part,
  type SourcePart,
  type TextPart,
  type ToolCallPart,
  type ToolResultPart,
} from '@perdure/thread';
import { missingResult } from '../batch/missing-result.ts';
import type { Piece } from '../ports/pieces.ts';
import type { Chunk } from '../ports/provider.ts';
import { Unrecorded } from './unrecorded.ts';

type TextChunk = Extract<Chunk, { text: string }>;

/** A chunk that adds to the message, its files stored. */
export type PartChunk =
  | TextChunk
  | FilePart
  | SourcePart
  | OtherPart
  | ToolCallPart
  | ToolResultPart;

/** What a message has more than its last record. Call `recorded` once it is committed. */
export interface Draft {
  readonly messageId: string;
  /** The whole message, if its pieces would not be enough: it has no record, or its writer was not known then. */
  readonly message: Message | undefined;
  readonly pieces: readonly Piece[];
  recorded(): void;
}

export class MessageBuilder {
  readonly id: string;
  readonly #runId: string;
  readonly #parts: Part[] = [];
  /** Places, in `#parts`, of the results that are still to come, by the id of their call. */
  readonly #missing = new Map<string, number[]>();
  readonly #unrecorded = new Unrecorded();
  /** Who writes the message, if the provider has said it. */
  #origin: Origin | undefined;
  /** The writer in the last record of the message; null if the message has no record. */
  #recordedOrigin: Origin | undefined | null = null;
  /** Block of the last part, if that part is a text. */
  #block: string | undefined;

  constructor(id: string, runId: string, origin: Origin | undefined) {
    this.id = id;
    this.#runId = runId;
    this.#origin = origin;
  }

  set origin(origin: Origin | undefined) {
    this.#origin = origin;
  }

  /** True if the message has changed since its last record. Costs nothing, however long the message is. */
  get isUnrecorded(): boolean {
    return !this.#unrecorded.isEmpty;
  }

  /** What is to be recorded. The message may go on meanwhile. */
  get draft(): Draft {
    if (this.isEmpty) return nothing(this.id);
    const origin = this.#origin;
    const isKnown = this.#recordedOrigin !== null && isSameOrigin(this.#recordedOrigin, origin);
    const { pieces, recorded } = this.#unrecorded.close();
    return {
      messageId: this.id,
      message: isKnown ? undefined : this.message,
      pieces,
      recorded: () => {
        this.#recordedOrigin = origin;
        recorded();
      },
    };
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
    const places = this.#missing.get(call.id) ?? [];
    this.#missing.set(call.id, places);
    places.push(this.#parts.length);
    this.#push(missingResult(call, 'lost'));
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
      ...(this.#origin && { origin: this.#origin }),
    };
  }

  /** True if the chunk will be a part of its own; false if it goes on with the part before it, or fills one. */
  adds(chunk: PartChunk): boolean {
    if (chunk.type === 'text' || chunk.type === 'reasoning') return !this.#continues(chunk);
    return chunk.type !== 'toolResult' || !this.#missing.get(chunk.id)?.length;
  }

  /** Adds a chunk, and returns the delta for readers; undefined if the chunk adds metadata alone. */
  append(chunk: PartChunk): Delta | undefined {
    if (chunk.type === 'text' || chunk.type === 'reasoning') return this.#appendText(chunk);
    if (chunk.type === 'toolResult') return this.#appendResult(deepFreeze(chunk));
    return this.#push(deepFreeze(chunk));
  }

  #continues({ type, block }: TextChunk): boolean {
    return this.#parts.at(-1)?.type === type && (block === undefined || block === this.#block);
  }

  #appendText(chunk: TextChunk): Delta | undefined {
    const { type, text, block, metadata } = chunk;
    const index = this.#parts.length - 1;
    const last = this.#parts[index] as TextPart | undefined;
    const attached = metadata === undefined ? {} : { metadata: deepFreeze(metadata) };
    if (last === undefined || !this.#continues(chunk)) {
      this.#block = block;
      return this.#push(Object.freeze({ type, text, ...attached }));
    }
    this.#parts[index] = { ...last, text: last.text + text, ...attached };
    this.#unrecorded.append(index, last.text.length, { type, text, ...attached });
    return text === ''
      ? undefined
      : this.#delta(index, last.text.length, Object.freeze({ type, text }));
  }

  /** Puts the result in the place that `begin` has kept for it, or at the end. */
  #appendResult(result: ToolResultPart): Delta {
    const index = this.#missing.get(result.id)?.shift();
    if (index === undefined) return this.#push(result);
    this.#parts[index] = result;
    this.#unrecorded.add(index, result);
    return this.#delta(index, 0, result);
  }

  #push(part: Part): Delta {
    this.#parts.push(part);
    this.#unrecorded.add(this.#parts.length - 1, part);
    return this.#delta(this.#parts.length - 1, 0, part);
  }

  #delta(index: number, offset: number, part: Part): Delta {
    const { id: messageId } = this;
    const runId = this.#runId;
    return Object.freeze({ type: 'message.delta', runId, messageId, index, offset, part });
  }
}

const nothing = (messageId: string): Draft => ({
  messageId,
  message: undefined,
  pieces: [],
  recorded() {},
});

const isSameOrigin = (one: Origin | undefined, other: Origin | undefined): boolean =>
  one?.provider === other?.provider && one?.model === other?.model;

const isMissing = (part: Part): part is ToolResultPart =>
  part.type === 'toolResult' && part.missing !== undefined;
