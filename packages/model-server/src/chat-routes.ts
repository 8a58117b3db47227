/** The routes of OpenAI's API: `/v1/models` and `/v1/chat/completions`. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { requireApiKey } from './api-key.ts';
import { chatRequestSchema } from './chat-request.ts';
import { type Connection, deliver } from './deliver.ts';
import type { StatusFault } from './fault.ts';
import { modelList } from './model-list.ts';
import { errorResponse } from './openai-error.ts';
import { readBody } from './read-body.ts';
import { replyTo } from './reply.ts';
import type { ReceivedRequest } from './request-log.ts';
import { scriptFor } from './script.ts';
import type { ModelState } from './state.ts';
import { unsupportedPart } from './unsupported-part.ts';

type ChatContext = Context<{ Bindings: HttpBindings }>;

export function chatRoutes(state: ModelState): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.use(requireApiKey(state.apiKey));

  routes.get('/models', (c) => c.json(modelList));

  routes.post('/chat/completions', async (c) => {
    const request = await readBody(c, chatRequestSchema);
    const unsupported = unsupportedPart(request);
    if (unsupported) return errorResponse(400, unsupported);

    const fault = state.nextFault();
    const { model, messages } = request;
    const entry = state.log.open({
      model,
      messages,
      stream: request.stream ?? false,
      fault: fault.kind,
      status: fault.kind === 'status' ? fault.status : 200,
      ...state.prompts.note(request, fault.kind !== 'status'),
    });
    if (fault.kind === 'status') return refusal(fault, entry);

    const script = scriptFor(request, replyTo(request, fault), fault, entry);
    const body = deliver({ script, fault, entry, state, connection: connectionOf(c) });
    return new Response(body, {
      headers: {
        'content-type': script.format.contentType,
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

function connectionOf(c: ChatContext): Connection {
  return {
    closed: c.req.raw.signal,
    // `destroySoon` is used, because `destroy` would drop the tokens that are still in the socket's buffer.
    cut: () => c.env.outgoing.socket?.destroySoon(),
  };
}
