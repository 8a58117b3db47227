/** Reads the body of a request, up to a limit, whether or not the request tells its length. */
import type { Context } from 'hono';
import { Refusal } from './refusal.ts';

/**
 * Reads the body; no bytes if there is none. What the request tells of its length is not trusted: the bytes are counted.
 * The body is read from the adapter's own request, because a copy of that request can't be made by the global class.
 *
 * @param tooLarge makes the refusal of a longer body. The unread rest is not the next request, because its answer ends
 *   the connection
 * @throws {Refusal} 415 for a coding such as gzip, 400 for a body that is cut off, and what `tooLarge` makes
 */
export async function readBody(
  c: Context,
  maxBytes: number,
  tooLarge: (headers: Record<string, string>) => Refusal,
): Promise<Uint8Array<ArrayBuffer>> {
  const coding = c.req.header('content-encoding') ?? 'identity';
  if (!/^identity$/i.test(coding.trim()))
    throw new Refusal(415, 'bad-encoding', 'Send the body without a content coding.', {
      'accept-encoding': 'identity',
    });
  const refuse = () => tooLarge({ connection: 'close' });
  if (Number(c.req.header('content-length')) > maxBytes) throw refuse();
  const body = await readBytes(c, maxBytes).catch(() => {
    throw new Refusal(400, 'bad-request', 'The body was cut off.');
  });
  if (body === undefined) throw refuse();
  return body;
}

/** The bytes; undefined if there are more. */
async function readBytes(
  { req }: Context,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // A middleware of the app may have read the body. Hono has kept it then.
  if (req.raw.bodyUsed) {
    const kept = new Uint8Array(await req.arrayBuffer());
    return kept.length > maxBytes ? undefined : kept;
  }
  const reader = req.raw.body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) break;
    length += piece.value.length;
    if (length > maxBytes) return undefined;
    pieces.push(piece.value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}
