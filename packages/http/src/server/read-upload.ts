/** Reads and checks a request that uploads a file. The runtime checks the file itself. */
import { fileTooLarge, maxFileBytes, type NewFile } from '@perdure/thread';
import type { Context } from 'hono';
import { problemOf } from './problem.ts';
import { readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';

/** `attachment`, with or without the name in its extended form (RFC 6266 §4.1, RFC 8187 §3.2). */
const disposition = /^attachment(?:\s*;\s*filename\*\s*=\s*UTF-8''([\w!#$%&+.^`|~-]*))?$/i;

/**
 * Reads a file from the body, its type from `Content-Type`, and its name from `Content-Disposition`.
 *
 * @throws {Refusal} 400 for a `Content-Disposition` that is missing or has another form, and for a body that is cut off;
 *   413 for a file that is too large; 415 for a coding
 */
export async function readUpload(c: Context): Promise<Omit<NewFile, 'type'>> {
  const name = readName(c.req.header('content-disposition'));
  const mediaType = c.req.header('content-type');
  const data = await readBody(c, maxFileBytes, (headers) => {
    const { code, detail, ...members } = problemOf(fileTooLarge());
    return new Refusal(413, code, detail, headers, members);
  });
  return {
    data,
    ...(mediaType !== undefined && { mediaType }),
    ...(name !== undefined && { name }),
  };
}

/**
 * The name of the file; undefined for a file without a name. The header itself must be there, because a browser sends it
 * for a foreign page only after a preflight (CORS), while it sends a body of type `text/plain` without one.
 */
function readName(header: string | undefined): string | undefined {
  const match = disposition.exec(header ?? '');
  try {
    if (match !== null) return match[1] && decodeURIComponent(match[1]);
  } catch {
    // The refusal below is for a name that is no UTF-8 too.
  }
  const detail = "Send 'Content-Disposition: attachment', with filename*=UTF-8''… for a name.";
  throw new Refusal(400, 'bad-disposition', detail);
}
