/** The routes of OpenAI's API: `/v1/models` and `/v1/chat/completions`. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type Answer, contentOf } from './answer.ts';
import { requireApiKey } from './api-key.ts';
import { type ChatRequest, chatRequestSchema, textOf } from './chat-request.ts';
import { type Connection, deliver } from './deliver.ts';
import type { StatusFault } from './fault.ts';
import { jsonFormat } from './json-format.ts';
import { modelIds } from './models.ts';
import { errorResponse } from './openai-error.ts';
import { readBody } from './read-body.ts';
import { replyTo } from './reply.ts';
import type { ReceivedRequest } from './request-log.ts';
import { sseFormat } from './sse-format.ts';
import type { ModelState } from './state.ts';
import { tokensOf } from './tokens.ts';

type ChatContext = Context<{ Bindings: HttpBindings }>;

export function chatRoutes(state: ModelState): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.use(requireApiKey(state.apiKey));

  routes.get('/models', (c) =>
    c.json({
      object: 'list',
      data: modelIds.map((id) => ({ id, object: 'model', created: 0, owned_by: 'perdure' })),
    }),
  );

  routes.post('/chat/completions', async (c) => {
    const request = await readBody(c, chatRequestSchema);
    const fault = state.nextFault();
    const { model, messages } = request;
    const entry = state.log.open({
      model,
      messages,
      stream: request.stream ?? false,
      fault: fault.kind,
      status: fault.kind === 'status' ? fault.status : 200,
    });
    if (fault.kind === 'status') return refusal(fault, entry);

    const answer = replyTo(request, fault);
    const tokens = tokensOf(contentOf(answer));
    const format = formatFor(request, entry, answer, tokens.length);
    const body = deliver({ tokens, fault, format, entry, state, connection: connectionOf(c) });
    return new Response(body, {
      headers: {
        'content-type': format.contentType,
        'cache-control': 'no-cache',
        // Without this header, the Node adapter collects the first chunks before it sends them.
        'transfer-encoding': 'chunked',
        'x-request-id': entry.id,
      },
    });
  });

  return routes;
}

function refusal(fault: StatusFault, entry: ReceivedRequest): Response {
  entry.outcome = 'failed';
  const { status, retryAfterSeconds } = fault;
  return errorResponse(status, fault, {
    'x-request-id': entry.id,
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  });
}

function formatFor(
  request: ChatRequest,
  { id, at, model }: ReceivedRequest,
  answer: Answer,
  length: number,
) {
  const prompt = request.messages.flatMap((message) => tokensOf(textOf(message))).length;
  const completion = {
    id,
    created: Math.floor(Date.parse(at) / 1_000),
    model,
    usage: { prompt_tokens: prompt, completion_tokens: length, total_tokens: prompt + length },
  };
  return request.stream
    ? sseFormat(completion, answer, request.stream_options?.include_usage ?? false)
    : jsonFormat(completion, answer);
}

function connectionOf(c: ChatContext): Connection {
  return {
    closed: c.req.raw.signal,
    // `destroySoon` is used, because `destroy` would drop the tokens that are still in the socket's buffer.
    cut: () => c.env.outgoing.socket?.destroySoon(),
  };
}
