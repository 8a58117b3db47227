/** Files over HTTP: they are uploaded one by one, and read back by their hash. */
import { bytesOf, type FilePart, type NewFile, type StoredFile, sha256 } from '@perdure/thread';
import { call, callJson, type Fetch, foreign } from './call.ts';
import { HttpError } from './http-error.ts';

/** What a header carries of a media type. Another text is no media type (RFC 6838 §4.2). */
const printable = /^[\x20-\x7e]+$/;

/** Uploads a file. @param url of the thread's files */
export async function uploadFile(
  fetch: Fetch,
  url: string,
  { data, mediaType = '', name }: Omit<NewFile, 'type'>,
): Promise<FilePart> {
  // The limit is checked here too, because an upload that is refused midway may lose its answer.
  const body = bytesOf({ data });
  const filename = name === undefined ? '' : `; filename*=UTF-8''${encodeName(name)}`;
  return callJson(fetch, url, {
    method: 'POST',
    headers: {
      'content-disposition': `attachment${filename}`,
      ...(printable.test(mediaType) && { 'content-type': mediaType }),
    },
    body,
  });
}

/** The name as an extended value (RFC 8187 §3.2), in which four characters that a URL may have are encoded too. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );

/**
 * Reads a stored file; undefined for a hash that the store does not know.
 *
 * @param url of the thread's files
 */
export async function readFile(
  fetch: Fetch,
  url: string,
  hash: string,
): Promise<StoredFile | undefined> {
  try {
    const response = await call(fetch, `${url}/${encodeURIComponent(hash)}`, {});
    const mediaType = response.headers.get('content-type');
    const body = await response.arrayBuffer().catch(() => undefined);
    if (mediaType === null || body === undefined || !(await hasHash(body, hash)))
      throw foreign(response);
    return { mediaType, bytes: new Uint8Array(body) };
  } catch (error) {
    if (error instanceof HttpError && error.code === 'unknown-file') return undefined;
    throw error;
  }
}

/**
 * False for a page that a proxy sent in the place of the file. True where nothing can be hashed, as in a page without
 * TLS.
 */
const hasHash = async (body: ArrayBuffer, hash: string): Promise<boolean> =>
  globalThis.crypto?.subtle === undefined || (await sha256(body)) === hash;
