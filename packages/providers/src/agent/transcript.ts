/**
 * The messages of a run while an attempt adds to them, as the runtime records them. Each request is made from these
 * messages, so that a later attempt makes the same request from the record.
 */
import type { Chunk, NewToolOutput, ProviderRequest } from '@perdure/runtime';
import {
  asJson,
  bytesOf,
  type Message,
  type Origin,
  type Part,
  sha256,
  type ToolContent,
  type ToolResultPart,
} from '@perdure/thread';
import type { ToolResultChunk } from './tool.ts';

/** A chunk that adds to a message, except files of the model, which no adapter has. */
export type PartChunk = Extract<
  Chunk,
  { type: 'text' | 'reasoning' | 'source' | 'other' | 'toolCall' | 'toolResult' }
>;

export class Transcript {
  readonly messages: Message[];
  readonly #runId: string;
  readonly #origin: Origin;
  readonly #file: ReadFile;
  #parts: Part[] = [];
  /** Block of the last part, if that part is a text. */
  #block: string | undefined;

  constructor({ messages, runId, file }: ProviderRequest, origin: Origin) {
    this.messages = [...messages];
    this.#runId = runId;
    this.#origin = origin;
    this.#file = file;
  }

  /** Begins a message, and returns its parts, which grow. */
  begin(): readonly Part[] {
    this.#parts = [];
    this.messages.push({
      id: 'written',
      runId: this.#runId,
      role: 'assistant',
      parts: this.#parts,
      status: 'completed',
      origin: this.#origin,
    });
    return this.#parts;
  }

  /** Call after the chunk is recorded, because its files are stored by then. */
  async add(chunk: PartChunk): Promise<void> {
    if (chunk.type === 'toolResult') this.#parts.push(await stored(chunk, this.#file));
    else if (chunk.type !== 'text' && chunk.type !== 'reasoning') this.#parts.push(asJson(chunk));
    else {
      const { type, text, block, metadata } = chunk;
      const last = this.#parts.at(-1);
      const isSamePart = last?.type === type && (block === undefined || block === this.#block);
      const part = isSamePart ? { ...last, text: last.text + text } : { type, text };
      if (isSamePart) this.#parts.pop();
      else this.#block = block;
      this.#parts.push({ ...part, ...(metadata && { metadata: asJson(metadata) }) });
    }
  }
}

type ReadFile = ProviderRequest['file'];
type NewContent = Extract<NewToolOutput, { type: 'content' }>['value'][number];

/** The result with references in the place of its files. */
async function stored(
  { modelOutput, ...rest }: ToolResultChunk,
  read: ReadFile,
): Promise<ToolResultPart> {
  if (modelOutput === undefined) return asJson(rest);
  if (modelOutput.type !== 'content') return asJson({ ...rest, modelOutput });
  const value = await Promise.all(modelOutput.value.map((item) => reference(item, read)));
  return asJson({ ...rest, modelOutput: { ...modelOutput, value } });
}

async function reference(item: NewContent, read: ReadFile): Promise<ToolContent> {
  if (item.type !== 'file' || !('data' in item)) return item;
  const { data, ...file } = item;
  const bytes = bytesOf({ data });
  const hash = await sha256(bytes);
  const { mediaType = (await read(hash)).mediaType } = file;
  return { ...file, mediaType, hash, size: bytes.length };
}
