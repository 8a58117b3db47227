/** Faults: the ways in which a chat request can be answered. A plan is a list of faults. */
import { z } from 'zod';
import { delayMsSchema } from './settings.ts';

/** Number of tokens that are sent before the fault. A shorter answer is sent whole; only `finish` then ends it. */
const afterTokens = z.int().min(0);

/** Code and message of the error. Each has a default that fits the HTTP status. */
const wording = { code: z.string().optional(), message: z.string().optional() };

/** The form of a ping: an SSE comment, or a chunk with an empty `reasoning_content`. */
const pingSchema = z.enum(['comment', 'reasoning']);

/** The schema of a fault. It is strict, so that a misspelt field is an error and is not ignored. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ok') }),
  z.strictObject({ kind: z.literal('reasoning') }),
  z.strictObject({
    kind: z.literal('toolCall'),
    name: z.string().min(1),
    arguments: z.record(z.string(), z.json()),
    pieceLength: z.int().min(1).optional(),
    pieceDelayMs: delayMsSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('pings'),
    as: pingSchema,
    count: z.int().min(1),
    everyMs: delayMsSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('finish'),
    reason: z.string().min(1).nullable(),
    afterTokens: afterTokens.optional(),
    reasoningOnly: z.boolean().optional(),
    usage: z.boolean().optional(),
    done: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    ...wording,
    // Only whole seconds are accepted, because the header `retry-after` allows no fractions.
    retryAfterSeconds: z.int().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal('emptyBody') }),
  z.strictObject({ kind: z.literal('cut'), afterTokens }),
  z.strictObject({ kind: z.literal('stall'), afterTokens }),
  z.strictObject({ kind: z.literal('errorFrame'), afterTokens, ...wording }),
  z.strictObject({ kind: z.literal('endEarly'), afterTokens }),
]);

/**
 * How one chat request is answered.
 *
 * - `ok`: the whole answer, as text
 * - `reasoning`: the whole answer, as text after thinking in `reasoning_content`
 * - `toolCall`: the whole answer, as a call of the named tool, also of one that the client has not offered; its
 *   arguments come in pieces of `pieceLength` characters if it is given, with a pause of `pieceDelayMs` before each
 * - `pings`: the whole answer, as text after `count` pings with a pause of `everyMs` before each
 * - `finish`: `afterTokens` tokens, or all of them, and an end with this `finish_reason`, or without any for null;
 *   `reasoningOnly` for thinking instead of text, and `usage: false` and `done: false` for an end without them
 * - `status`: an error of HTTP status 400 to 599 before the first byte, with an optional `retry-after` in seconds
 * - `emptyBody`: status 200 and no byte of a body
 * - `cut`: the TCP connection is closed after `afterTokens` tokens, without the terminating chunk
 * - `stall`: silence after `afterTokens` tokens; the connection stays open until the client disconnects
 * - `errorFrame`: an error object after `afterTokens` tokens, inside the 200 answer, and a clean end
 * - `endEarly`: a clean end after `afterTokens` tokens, without `finish_reason` and `[DONE]`
 */
export type Fault = z.infer<typeof faultSchema>;

export type Ping = z.infer<typeof pingSchema>;

/** A fault that replaces the whole answer, before the first byte. */
export type StatusFault = Extract<Fault, { kind: 'status' }>;

/** A fault that acts after the answer has begun; or a kind of whole answer, such as `ok` and `toolCall`. */
export type AnswerFault = Exclude<Fault, StatusFault>;

/** The schema of a plan. Its first entry applies to the next chat request. */
export const planSchema = z.array(faultSchema);
