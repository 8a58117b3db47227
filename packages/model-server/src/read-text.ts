/** Reads the text of a body, up to a limit. */
import type { Context } from 'hono';

/** A body that can't be read. */
export class BodyError extends Error {
  /** HTTP status of the answer. */
  readonly status: 400 | 413;
  /** Name of the error for programs, in kebab-case. */
  readonly code: 'cut-off' | 'too-large';

  constructor(status: 400 | 413, code: 'cut-off' | 'too-large', message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Reads the body as UTF-8. The bytes are counted, because a body in chunks does not tell its length. The rest of a body
 * that is too large stays unread, and the answer should close the connection.
 *
 * @throws {BodyError} 413 for more than `maxBytes`, 400 for a body that is cut off
 */
export async function readText({ req }: Context, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    // A middleware may have read the body. Hono has kept it then.
    const body = req.raw.bodyUsed ? (await req.blob()).stream() : req.raw.body;
    // A stream that is cancelled would close the connection before the answer.
    for await (const bytes of body?.values({ preventCancel: true }) ?? []) {
      length += bytes.length;
      if (length > maxBytes) break;
      text += decoder.decode(bytes, { stream: true });
    }
  } catch {
    throw new BodyError(400, 'cut-off', 'The body was cut off.');
  }
  if (length > maxBytes)
    throw new BodyError(413, 'too-large', `A body has at most ${maxBytes} bytes.`);
  return text + decoder.decode();
}
