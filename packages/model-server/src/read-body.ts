/** Reads a JSON body and checks it with a schema. Throws a 400 response that says what is wrong with the body. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { errorResponse } from './openai-error.ts';

export async function readBody<T>(c: Context, schema: z.ZodType<T, T>): Promise<T> {
  const body: unknown = await c.req.json().catch(() => {
    throw badRequest('The body is not valid JSON.');
  });
  const parsed = schema.safeParse(body);
  // The body itself is returned, because the schema's copy has its fields in another order.
  if (parsed.success) return body as T;
  const [param] = Object.keys(z.flattenError(parsed.error).fieldErrors);
  throw badRequest(z.prettifyError(parsed.error), param);
}

function badRequest(message: string, param?: string): HTTPException {
  return new HTTPException(400, { res: errorResponse(400, { message, param }) });
}
