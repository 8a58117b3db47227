/** The files that turns refer to. */
import type { ProviderRequest } from '@perdure/runtime';
import type { FilePart, StoredFile } from '@perdure/thread';
import { toBase64 } from './base64.ts';
import type { Turn } from './turns.ts';

/** The files of a request, by hash. */
export type Files = ReadonlyMap<string, StoredFile>;

/** Reads the files of the turns, and of the results in them. */
export async function loadFiles(
  turns: readonly Turn[],
  read: ProviderRequest['file'],
): Promise<Files> {
  const parts = turns.flatMap((turn) => (turn.role === 'tool' ? turn.results : turn.parts));
  const hashes = parts.flatMap((part) => {
    if (part.type === 'file') return [part.hash];
    if (part.type !== 'toolResult' || part.modelOutput?.type !== 'content') return [];
    return part.modelOutput.value.flatMap((item) => (item.type === 'file' ? [item.hash] : []));
  });
  return new Map(
    await Promise.all([...new Set(hashes)].map(async (hash) => [hash, await read(hash)] as const)),
  );
}

/** The bytes in base64 (RFC 4648 §4). */
export const base64 = ({ hash }: FilePart, files: Files): string =>
  toBase64(files.get(hash)?.bytes ?? new Uint8Array());
