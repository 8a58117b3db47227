/** Reads and checks the bodies and queries that a client sends. The runtime checks the ids in them. */
import type { Json, RunCommand } from '@perdure/run/words';
import { maxPageSize, type PageOptions, type StartOptions } from '@perdure/thread';
import type { Context } from 'hono';
import { z } from 'zod';
import { readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { parseJson } from './strict-json.ts';

/** Longest JSON body of a request, bytes: 1 MiB, which holds a prompt of a book's length. */
const maxBodyBytes = 1_048_576;

/** Longest detail of a refusal, because it may repeat a key of the body. Characters. */
const maxDetail = 300;

const json: z.ZodType<Json> = z.json();

const metadata = z.record(z.string(), json).optional();

const partSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string(), metadata }),
  // A file is sent by its hash. Its bytes have a route of their own.
  z.strictObject({
    type: z.literal('file'),
    hash: z.string(),
    mediaType: z.string(),
    size: z.number(),
    name: z.string().optional(),
    metadata,
  }),
]);

const startSchema = z.strictObject({
  prompt: z.union([z.string(), z.array(partSchema)]),
  runId: z.string().optional(),
  model: z.string().optional(),
  replaces: z.string().optional(),
  onQuestion: z.enum(['withdraw', 'wait']).optional(),
});

const commandSchemas: Record<RunCommand['type'], z.ZodType<RunCommand>> = {
  'run.start': z.strictObject({ type: z.literal('run.start') }),
  'run.cancel': z.strictObject({ type: z.literal('run.cancel') }),
  'run.retryNow': z.strictObject({ type: z.literal('run.retryNow') }),
  'run.answer': z.strictObject({ type: z.literal('run.answer'), answer: json }),
  'run.resume': z.strictObject({ type: z.literal('run.resume') }),
};

const typedSchema = z.looseObject({ type: z.string() });

/** Digits alone, because a number may be written in many ways: `0x10`, `1e2`, the empty text. */
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const limit = z.tuple([wholeNumber.pipe(z.number().min(1).max(maxPageSize))]).optional();
const pageSchema = z.object({ after: z.tuple([wholeNumber]).optional(), limit });
const messagePageSchema = z.object({ before: z.tuple([z.string()]).optional(), limit });

/**
 * Reads the options of a start from the body.
 *
 * @throws {Refusal} 415 for another content type or coding, 413 for a body that is too large, 400 for another shape
 */
export const readStart = async (c: Context): Promise<StartOptions> =>
  parse(startSchema, await readJson(c)) as StartOptions;

/**
 * Reads the command from the body. A command of unknown type is passed on, because the runtime refuses it by name.
 *
 * @throws {Refusal} 415 for another content type or coding, 413 for a body that is too large, 400 for another shape
 */
export async function readCommand(c: Context): Promise<RunCommand> {
  const body = await readJson(c);
  const { type } = parse(typedSchema, body);
  const isKnown = Object.hasOwn(commandSchemas, type);
  return isKnown
    ? parse(commandSchemas[type as RunCommand['type']], body)
    : ({ type } as RunCommand);
}

/** Reads from the query which page of the log is wanted. @throws {Refusal} 400 for another shape */
export function readPage(c: Context): { after: number; limit: number } {
  const page = pageSchema.safeParse(c.req.queries());
  if (page.success) {
    const { after: [after] = [0], limit: [limit] = [maxPageSize] } = page.data;
    return { after, limit };
  }
  const detail = `'after' and 'limit' are whole numbers, and 'limit' is 1 to ${maxPageSize}.`;
  throw new Refusal(400, 'bad-request', detail);
}

/** Reads from the query which page of the conversation is wanted. @throws {Refusal} 400 for another shape */
export function readMessagePage(c: Context): PageOptions {
  const page = messagePageSchema.safeParse(c.req.queries());
  if (page.success) {
    const { before: [before] = [], limit: [limit] = [] } = page.data;
    return { ...(before !== undefined && { before }), ...(limit !== undefined && { limit }) };
  }
  const detail = `'before' is the id of a message, and 'limit' a whole number from 1 to ${maxPageSize}.`;
  throw new Refusal(400, 'bad-request', detail);
}

async function readJson(c: Context): Promise<unknown> {
  // Only JSON is accepted, because a browser sends the form of a foreign page without a preflight (CORS).
  if (!/^application\/json\s*(?:;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal(415, 'not-json', 'Send application/json.', { accept: 'application/json' });
  const body = await readBody(c, maxBodyBytes, (headers) => {
    const detail = `A body has at most ${maxBodyBytes} bytes.`;
    return new Refusal(413, 'too-large', detail, headers);
  });
  try {
    return parseJson(body);
  } catch (error) {
    const why = (error as Error).message;
    throw new Refusal(400, 'bad-json', `The body can't be read: ${why}.`);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  const detail = `${where ? `${where}: ` : ''}${issue?.message ?? 'Bad request.'}`;
  throw new Refusal(400, 'bad-request', detail.slice(0, maxDetail));
}
