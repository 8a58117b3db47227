/**
 * A model that calls several tools in each answer, with a given finish reason, because the model server does neither.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** @param tools names by call id */
export async function callingModel(tools: Record<string, string>, finish_reason: string) {
  const model = { requests: 0, baseUrl: '' };
  const tool_calls = Object.entries(tools).map(([id, name], index) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: '{"text":"?"}' },
  }));
  const choices = [
    { index: 0, delta: { role: 'assistant', tool_calls } },
    { index: 0, delta: {}, finish_reason },
  ];
  const server = createServer((_, response) => {
    model.requests += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const choice of choices)
      response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`);
    response.end('data: [DONE]\n\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  model.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return model;
}
