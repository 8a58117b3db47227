/** Stores the files of a chunk, and puts a reference in the place of each. */
import { asJson, type FilePart, type ToolContent, type ToolResultPart } from '@perdure/thread';
import type { Chunk, FileChunk, NewToolOutput } from '../ports/provider.ts';
import type { PartChunk } from './message-builder.ts';

type StoreFile = (file: FileChunk) => Promise<FilePart>;

/** Returns the part at once if the chunk has no file. Whatever waits is a copy, because a provider may change its chunk. */
export function storeFiles(
  chunk: Extract<Chunk, { type: 'file' | 'source' | 'other' | 'toolCall' | 'toolResult' }>,
  store: StoreFile,
): PartChunk | Promise<PartChunk> {
  if (chunk.type === 'file') return stored(chunk, store);
  if (chunk.type !== 'toolResult') return chunk;
  const { modelOutput, ...rest } = chunk;
  if (modelOutput === undefined) return rest;
  if (modelOutput.type !== 'content') return { ...rest, modelOutput };
  return withContent(asJson(rest), modelOutput, store);
}

async function withContent(
  result: Omit<ToolResultPart, 'modelOutput'>,
  { value, ...output }: NewContentOutput,
  store: StoreFile,
): Promise<PartChunk> {
  const own = asJson(output);
  const items = await Promise.all(value.map((item) => storedContent(item, store)));
  return { ...result, modelOutput: { ...own, value: items } };
}

type NewContentOutput = Extract<NewToolOutput, { type: 'content' }>;

type NewContent = NewContentOutput['value'][number];

const storedContent = async (item: NewContent, store: StoreFile): Promise<ToolContent> =>
  item.type === 'file' && 'data' in item ? stored(item, store) : asJson(item);

async function stored(file: FileChunk, store: StoreFile): Promise<FilePart> {
  const { mediaType, reasoning } = file;
  const metadata = file.metadata && asJson(file.metadata);
  return {
    ...(await store(file)),
    // The model is given the file with the type that its maker said, because the request must not change.
    ...(mediaType !== undefined && { mediaType }),
    ...(metadata !== undefined && { metadata }),
    ...(reasoning && { reasoning }),
  };
}
