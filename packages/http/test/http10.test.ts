/** Readers of HTTP/1.0, such as an old proxy: the version without chunks (RFC 9112, section 6.1). */
import { once } from 'node:events';
import { connect } from 'node:net';
import { answer, scripted } from '@perdure/providers/scripted';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Served, serve } from './server.ts';

/** What a server says to a request for a stream, up to and with a text. */
async function streamUpTo(
  { port }: Served,
  text: string,
  version: string,
  method = 'GET',
): Promise<{ head: string; body: string }> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(`${method} /api/threads/t1/stream HTTP/${version}\r\nHost: 127.0.0.1\r\n\r\n`);
  let all = '';
  for await (const piece of socket) {
    all += piece;
    if (all.includes(text)) break;
  }
  const at = all.indexOf('\r\n\r\n');
  return { head: all.slice(0, at).toLowerCase(), body: all.slice(at + 4) };
}

async function answered(): Promise<Served> {
  const served = await serve(scripted(answer('Yes.')));
  await (await served.runtime.thread('t1').start({ prompt: 'Why?' })).done();
  return served;
}

describe('a stream', () => {
  it('over HTTP/1.0 has no chunks, and its first byte is the first event', async () => {
    const { head, body } = await streamUpTo(await answered(), 'run.completed', '1.0');
    expect(head).toContain('200 ok');
    expect(head).not.toContain('transfer-encoding');
    expect(head).toContain('connection: close');
    expect(body).toMatch(/^event: heartbeat\ndata: 15000\n/);
  });

  it('of an idle thread begins at once, also over HTTP/1.0', async () => {
    const { body } = await streamUpTo(await serve(scripted(answer('Yes.'))), 'retry', '1.0');
    expect(body).toMatch(/^event: heartbeat\n/);
  });

  it('over HTTP/1.0 answers HEAD without chunks', async () => {
    const { head } = await streamUpTo(await answered(), '\r\n\r\n', '1.0', 'HEAD');
    expect(head).toContain('text/event-stream');
    expect(head).not.toContain('transfer-encoding');
  });

  it('over HTTP/1.1 has chunks', async () => {
    const { head, body } = await streamUpTo(await answered(), 'run.completed', '1.1');
    expect(head).toContain('transfer-encoding: chunked');
    expect(body).toMatch(/^[0-9a-f]+\r\nevent: heartbeat\n/);
  });
});
