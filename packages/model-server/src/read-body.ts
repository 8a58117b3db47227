/** Reads a JSON body and checks it with a schema. Throws a response that says what is wrong with the body. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { errorResponse } from './openai-error.ts';
import { type BodyError, readText } from './read-text.ts';

/** Longest body, bytes: 32 MiB, which holds a file of 20 MiB in base64. */
const maxBodyBytes = 32 * 2 ** 20;

/** @throws {HTTPException} 400 for a malformed body, 413 for one of more than 32 MiB */
export async function readBody<T>(c: Context, schema: z.ZodType<T, T>): Promise<T> {
  const text = await readText(c, maxBodyBytes).catch(({ status, message }: BodyError) => {
    throw refusal(status, message);
  });
  const body = parse(text);
  const parsed = schema.safeParse(body);
  // The body itself is returned, because the schema's copy has its fields in another order.
  if (parsed.success) return body as T;
  const [param] = Object.keys(z.flattenError(parsed.error).fieldErrors);
  throw refusal(400, z.prettifyError(parsed.error), param);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(400, 'The body is not valid JSON.');
  }
}

function refusal(status: 400 | 413, message: string, param?: string): HTTPException {
  // A body that is too large has an unread rest, which is not the next request.
  const headers: Record<string, string> = status === 413 ? { connection: 'close' } : {};
  return new HTTPException(status, { res: errorResponse(status, { message, param }, headers) });
}
