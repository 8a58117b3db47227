/** Stores the files of a chunk, and puts a reference in the place of each. */
import type { FilePart, ToolContent } from '@perdure/thread';
import type { Chunk, FileChunk, NewToolOutput } from '../ports/provider.ts';
import type { PartChunk } from './message-builder.ts';

type StoreFile = (file: FileChunk) => Promise<FilePart>;

export async function storeFiles(
  chunk: Extract<Chunk, { type: 'file' | 'source' | 'other' | 'toolCall' | 'toolResult' }>,
  store: StoreFile,
): Promise<PartChunk> {
  if (chunk.type === 'file') return stored(chunk, store);
  if (chunk.type !== 'toolResult') return chunk;
  const { modelOutput, ...rest } = chunk;
  if (modelOutput === undefined) return rest;
  if (modelOutput.type !== 'content') return { ...rest, modelOutput };
  const value = await Promise.all(modelOutput.value.map((item) => storedContent(item, store)));
  return { ...rest, modelOutput: { ...modelOutput, value } };
}

type NewContent = Extract<NewToolOutput, { type: 'content' }>['value'][number];

const storedContent = async (item: NewContent, store: StoreFile): Promise<ToolContent> =>
  item.type === 'file' && 'data' in item ? stored(item, store) : item;

async function stored(file: FileChunk, store: StoreFile): Promise<FilePart> {
  const { mediaType, metadata, reasoning } = file;
  return {
    ...(await store(file)),
    // The model is given the file with the type that its maker said, because the request must not change.
    ...(mediaType !== undefined && { mediaType }),
    ...(metadata !== undefined && { metadata }),
    ...(reasoning && { reasoning }),
  };
}
