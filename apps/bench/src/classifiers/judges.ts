/**
 * Retry rules that are compared: our classifier, and the code of published clients. A judge returns undefined for an
 * error that never reaches its rule.
 */
import { APICallError } from '@ai-sdk/provider';
import Anthropic from '@anthropic-ai/sdk';
import { Annotation, StateGraph } from '@langchain/langgraph';
import { classifyFailure } from '@perdure/failure';
import { labelOf } from '@perdure/failure/cases';
import OpenAI from 'openai';
import { aiRetries } from './ai-retry.ts';
import type { Row } from './row.ts';

export interface Judge {
  name: string;
  retries: (row: Row) => boolean | undefined | Promise<boolean | undefined>;
}

interface Seen {
  status: number | undefined;
  headers: Headers;
  body: string;
}

/** The HTTP response from which an error was made. */
function answerOf(error: unknown): Seen {
  const thrown = (error ?? {}) as Record<string, unknown>;
  const { responseBody: body, statusCode, status = statusCode } = thrown;
  const headers = thrown.responseHeaders ?? thrown.headers ?? {};
  const pairs = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return {
    status: typeof status === 'number' && status >= 400 ? status : undefined,
    // The pseudo-headers of HTTP/2 are left out, because Response refuses them.
    headers: new Headers(pairs.filter(([name]) => !name.startsWith(':'))),
    body: typeof body === 'string' ? body : '',
  };
}

/** The method by which each client decides whether to retry. */
interface Client {
  shouldRetry(response: Response, request: object): boolean | Promise<boolean>;
}

const byResponse =
  (client: unknown) =>
  ({ error }: Row) => {
    const { status, headers, body } = answerOf(error);
    if (status === undefined) return undefined;
    return (client as Client).shouldRetry(new Response(body, { status, headers }), {});
  };

/** The AI SDK's own error for a response, as its providers throw it; undefined for an error without a response. */
function callError(error: unknown, without: readonly string[] = []): APICallError | undefined {
  const { status, headers, body } = answerOf(error);
  if (status === undefined) return undefined;
  for (const name of without) headers.delete(name);
  return new APICallError({
    message: '',
    url: '',
    requestBodyValues: {},
    statusCode: status,
    responseHeaders: Object.fromEntries(headers),
    responseBody: body,
  });
}

const aiSdk = ({ error }: Row): boolean | undefined => callError(error)?.isRetryable;

/** Without the headers of a wait, because they say when to try again and not whether. */
const aiRetry = ({ error }: Row): Promise<boolean> =>
  aiRetries(callError(error, ['retry-after', 'retry-after-ms']) ?? error);

/** Runs a graph of one failing node, and returns whether the node ran again. */
async function langGraph({ error }: Row): Promise<boolean | undefined> {
  if (!(error instanceof Error)) return undefined;
  let calls = 0;
  const graph = new StateGraph(Annotation.Root({}))
    .addNode(
      'call',
      () => {
        calls++;
        throw error;
      },
      { retryPolicy: { maxAttempts: 2, initialInterval: 0, jitter: false, logWarning: false } },
    )
    .addEdge('__start__', 'call')
    .compile();
  await graph.invoke({}).catch(() => {});
  return calls > 1;
}

const apiKey = 'none';

export const judges: readonly Judge[] = [
  {
    name: 'Perdure',
    // A quota does not count as `retryable`, even if its reset is known, because the wait for the reset may take hours.
    retries: ({ error, provider }) => labelOf(classifyFailure(error, { provider })) === 'retryable',
  },
  { name: 'openai', retries: byResponse(new OpenAI({ apiKey })) },
  { name: '@anthropic-ai/sdk', retries: byResponse(new Anthropic({ apiKey })) },
  { name: 'AI SDK', retries: aiSdk },
  { name: 'ai-retry', retries: aiRetry },
  { name: 'LangGraph.js', retries: langGraph },
];
