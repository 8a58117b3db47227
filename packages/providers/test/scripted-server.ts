/** A server that gives one scripted reply a request, in the form of OpenAI's or Anthropic's API, and keeps the bodies. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * The events of a stream; a text is sent as it is. `cut`: the connection breaks after them. `isOpen`: it stays open.
 */
export type Reply =
  | { events: readonly (object | string)[]; cut?: boolean; isOpen?: boolean }
  | { status: number; body: object };

export interface ScriptedServer {
  url: string;
  /** The requests in order. */
  bodies: Record<string, unknown>[];
}

export async function scriptedServer(...replies: Reply[]): Promise<ScriptedServer> {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    bodies.push(JSON.parse(text));
    const reply = replies[bodies.length - 1] ?? {
      status: 400,
      body: { error: { message: 'No.' } },
    };
    if ('status' in reply) {
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body));
    } else stream(response, reply);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

function stream(
  response: ServerResponse,
  { events, cut, isOpen }: Extract<Reply, { events: unknown }>,
) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) {
    if (typeof event === 'string') {
      response.write(event);
      continue;
    }
    if ('type' in event) response.write(`event: ${event.type}\n`);
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  }
  // The events must have left before the connection breaks.
  if (cut) response.write(': cut\n\n', () => setImmediate(() => response.destroy()));
  else if (!isOpen) response.end();
}

export const overloaded: Reply = {
  status: 503,
  body: { type: 'error', error: { type: 'api_error', message: 'The server is busy.' } },
};
