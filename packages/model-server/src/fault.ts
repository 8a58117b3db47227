/** Faults: the ways in which a chat request can be answered, and the entries of a plan. */
import { z } from 'zod';

/** Tokens that are sent first. A shorter answer is sent whole, without its ending. */
const afterTokens = z.int().min(0);

/** Code and message of the error. Both have a default that fits the status. */
const wording = { code: z.string().optional(), message: z.string().optional() };

/** Checks a fault. Strict, so that a misspelt field is an error and not a fault without that field. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ok') }),
  z.strictObject({
    kind: z.literal('toolCall'),
    name: z.string().min(1),
    arguments: z.record(z.string(), z.json()),
  }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    ...wording,
    // Whole seconds, because the header allows nothing else.
    retryAfterSeconds: z.int().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal('cut'), afterTokens }),
  z.strictObject({ kind: z.literal('stall'), afterTokens }),
  z.strictObject({ kind: z.literal('errorFrame'), afterTokens, ...wording }),
  z.strictObject({ kind: z.literal('endEarly'), afterTokens }),
]);

/**
 * How one chat request is answered.
 *
 * - `ok`: the whole answer, as text
 * - `toolCall`: the whole answer, as a call of the named tool, also of one that the client has not offered
 * - `status`: an error of HTTP status 400 to 599 before the first byte, with an optional `retry-after` in seconds
 * - `cut`: the TCP connection is closed after `afterTokens` tokens, without the terminating chunk
 * - `stall`: silence after `afterTokens` tokens; the connection stays open until the client disconnects
 * - `errorFrame`: an error object after `afterTokens` tokens, inside the 200 answer, and a clean end
 * - `endEarly`: a clean end after `afterTokens` tokens, without `finish_reason` and `[DONE]`
 */
export type Fault = z.infer<typeof faultSchema>;

/** A fault before the first byte. */
export type StatusFault = Extract<Fault, { kind: 'status' }>;

/** A fault of an answer that has begun; or none. */
export type AnswerFault = Exclude<Fault, StatusFault>;

/** Checks a plan. Its first entry is for the next chat request. */
export const planSchema = z.array(faultSchema);
