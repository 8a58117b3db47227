/**
 * An OpenAI-compatible endpoint that answers with as many tokens as the prompt names, and sends them as fast as
 * the client reads.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const words = ['light ', 'is ', 'scattered ', 'by ', 'molecules ', 'of ', 'air, ', 'and '];

/** Number of tokens in a paragraph of the answer. */
const paragraph = 120;

export async function startTokenServer(): Promise<{ url: string; stop: () => void }> {
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const count = Number(/(\d+) tokens/.exec(JSON.stringify(body.messages?.at(-1)))?.[1] ?? 10);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (delta: object, finish: string | null = null) =>
      response.write(
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
      );
    for (let token = 0; token < count; token++) {
      const content = token % paragraph === paragraph - 1 ? '.\n\n' : words[token % words.length];
      if (!send({ content })) await once(response, 'drain');
    }
    send({}, 'stop');
    response.end('data: [DONE]\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/v1`, stop };
}
