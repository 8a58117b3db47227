/** Files and results of tools for a request. */
import type { ProviderRequest } from '@perdure/runtime';
import type { FilePart, StoredFile, ToolOutput } from '@perdure/thread';
import { toBase64 } from '../ai-sdk/messages.ts';
import type { Turn } from '../history/index.ts';

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

/** What a model is told of a file that it does not take. */
export const fileText = ({ name, mediaType, size }: FilePart): string =>
  `[A file that cannot be shown: ${name ?? 'without a name'}, ${mediaType}, ${size} bytes.]`;

export const imageTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/** A tool's result as text. */
export function outputText(output: ToolOutput): string {
  switch (output.type) {
    case 'text':
    case 'errorText':
      return output.value;
    case 'json':
    case 'errorJson':
      return JSON.stringify(output.value);
    case 'denied':
      return `The user has denied the call. ${output.reason ?? ''}`.trim();
    case 'content':
      return output.value
        .map((item) => {
          if (item.type === 'text') return item.text;
          return item.type === 'file' ? fileText(item) : JSON.stringify(item.value);
        })
        .join('\n');
  }
}
