/** What a client may send, checked. Ids are words that are safe in a path and in an SSE id. */
import type { Json } from '@perdure/run';
import { z } from 'zod';

export const idSchema = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'An id is 1 to 64 letters, digits, _ or -.');

/** The number of an event, from a query; 0 without one. */
export const afterSchema = z.coerce.number().int().min(0).default(0);

const json: z.ZodType<Json> = z.json();

export const startSchema = z.strictObject({
  prompt: z.union([
    z.string().trim().min(1, 'A prompt has at least one character.'),
    z.array(z.strictObject({ type: z.literal('text'), text: z.string() })).min(1),
  ]),
  runId: idSchema.optional(),
  model: z.string().min(1).max(200).optional(),
  replaces: idSchema.optional(),
});

/** `run.start` is not among them: a thread starts its own runs. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run.cancel') }),
  z.strictObject({ type: z.literal('run.retryNow') }),
  z.strictObject({ type: z.literal('run.answer'), answer: json }),
]);
