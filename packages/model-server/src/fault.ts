/** What can become of a chat request, in good ways and bad: the vocabulary of the plan. */
import { z } from 'zod';

/** Whole tokens that go out first; an answer that is shorter goes out whole, without its ending. */
const afterTokens = z.int().min(0);

/** What the provider says about its error; both have a default that fits the status. */
const wording = { code: z.string().optional(), message: z.string().optional() };

// Strict, so that a misspelt field is an error instead of a fault that silently lacks it.
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
    // The header knows whole seconds only.
    retryAfterSeconds: z.int().min(0).optional(),
  }),
  z.strictObject({ kind: z.literal('cut'), afterTokens }),
  z.strictObject({ kind: z.literal('stall'), afterTokens }),
  z.strictObject({ kind: z.literal('errorFrame'), afterTokens, ...wording }),
  z.strictObject({ kind: z.literal('endEarly'), afterTokens }),
]);

/**
 * What becomes of one chat request:
 *
 * - `ok`: the whole answer, in words;
 * - `toolCall`: the whole answer, which is the call of a tool, whether the client has offered it or not;
 * - `status`: an error before the first byte, with an optional `retry-after` in seconds;
 * - `cut`: the TCP connection is closed in mid-answer, without the terminating chunk;
 * - `stall`: silence in mid-answer, the connection held open until the client goes away;
 * - `errorFrame`: an error object inside the 200 answer, and a clean end;
 * - `endEarly`: a clean end in mid-answer, without `finish_reason` and without `[DONE]`.
 */
export type Fault = z.infer<typeof faultSchema>;

/** An error before the first byte. */
export type StatusFault = Extract<Fault, { kind: 'status' }>;

/** What can become of an answer once it has begun. */
export type AnswerFault = Exclude<Fault, StatusFault>;

/** A whole plan: the first entry is for the next chat request. */
export const planSchema = z.array(faultSchema);
