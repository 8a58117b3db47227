/** The address of a stored file, on the file route of the thread. */
import type { FilePart } from '@perdure/thread';

export const fileUrl = (threadId: string, { hash }: Pick<FilePart, 'hash'>): string =>
  `/api/threads/${encodeURIComponent(threadId)}/files/${hash}`;
