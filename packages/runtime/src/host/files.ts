/** Files: their type by content, their hash, and how they get into the store. */
import {
  bytesOf,
  type FilePart,
  InvalidFileError,
  type NewFile,
  type StoredFile,
  sha256,
} from '@perdure/thread';
import type { Mailbox } from '../batch/mailbox.ts';

/** Stores files: hashes the bytes, and writes those that the store does not know. */
export class Files {
  readonly #mailbox: Mailbox;

  constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
  }

  /**
   * Stores a file and returns the part that refers to it.
   *
   * @throws {InvalidFileError} for a file that is empty, too large, or no base64
   * @throws {StoreWriteError} if the store can't write
   */
  async put({ data, mediaType, name }: Omit<NewFile, 'type'>): Promise<FilePart> {
    const bytes = bytesOf({ data });
    if (bytes.length === 0) throw new InvalidFileError('it is empty.');
    const file: StoredFile = { mediaType: await mediaTypeOf(bytes, mediaType), bytes };
    const hash = await sha256(bytes);
    await this.#mailbox.post(`file ${hash.slice(0, 8)}`, {}, (batch) => batch.putFile(hash, file));
    return {
      type: 'file',
      hash,
      mediaType: file.mediaType,
      size: bytes.length,
      ...(name !== undefined && { name: name.toWellFormed() }),
    };
  }
}

/** Media types that are text, which has no signature in its content. */
const textual =
  /^text\/[\w.+-]+$|^application\/(?:json|xml|yaml|javascript|[\w.-]+\+(?:json|xml))$/;

/** The type by content. A content without a signature is what the caller says if it is text, and bytes otherwise. */
async function mediaTypeOf(bytes: Uint8Array, said: string | undefined): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  if (found !== undefined) return found.mime;
  if (!isUtf8(bytes)) return 'application/octet-stream';
  const [type = ''] = said?.toLowerCase().split(';') ?? [];
  return textual.test(type.trim()) ? type.trim() : 'text/plain';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
