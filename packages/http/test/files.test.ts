/** Files over HTTP: what an upload is, how a stored file is answered, and what is refused. */
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answer, scripted } from '@perdure/providers/scripted';
import { InvalidFileError } from '@perdure/thread';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectThread } from '../src/client/index.ts';
import { type Served, serve } from './server.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const maxBytes = 20 * 2 ** 20;
const attachment = { 'content-disposition': 'attachment' };

let served: Served;
let files: string;
beforeEach(async () => {
  served = await serve(scripted(answer('Yes.')));
  files = `${served.url}/api/threads/t1/files`;
});

const upload = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(files, { method: 'POST', body, headers: { ...attachment, ...headers } });

async function uploaded(body: BodyInit, headers?: Record<string, string>): Promise<string> {
  return ((await (await upload(body, headers)).json()) as { hash: string }).hash;
}

describe('an upload', () => {
  it('is answered with the part for a prompt, which starts a run', async () => {
    const response = await upload(png, {
      'content-disposition': "attachment; filename*=UTF-8''sky%20%E7%A9%BA.png",
    });
    const part = await response.json();
    expect(response.status).toBe(201);
    expect(part).toEqual({
      type: 'file',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      mediaType: 'image/png',
      size: png.length,
      name: 'sky 空.png',
    });
    const started = await fetch(`${served.url}/api/threads/t1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: [part], onQuestion: 'wait' }),
    });
    expect(started.status).toBe(201);
  });

  it.each([
    ['inline'],
    ['form-data; name="file"'],
    ['attachment; filename="sky.png"'],
    ["attachment; filename*=ISO-8859-1''sky"],
    ["attachment; filename*=UTF-8''a b"],
    ["attachment; filename*=UTF-8''%ff"],
    ["attachment; filename*=UTF-8''%"],
  ])('with the Content-Disposition %j is refused', async (disposition) => {
    const response = await upload(png, { 'content-disposition': disposition });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: 'bad-disposition' },
    ]);
  });

  it('as the form of a foreign page sends it is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    const response = await fetch(files, { method: 'POST', body: 'Hi', headers });
    expect(response.status).toBe(400);
    const origin = await upload('Hi', { origin: 'https://evil.example' });
    expect(origin.status).toBe(403);
  });

  it('that is empty is refused', async () => {
    const response = await upload('');
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'bad-file' }]);
  });

  it('that is too large is refused with 413, and the connection ends', async () => {
    const response = await upload(new Uint8Array(maxBytes + 1));
    expect([response.status, response.headers.get('connection')]).toEqual([413, 'close']);
    expect(await response.json()).toMatchObject({ code: 'bad-file', why: expect.any(String) });
  });

  it('that never ends is refused with 413 once it is too large', async () => {
    const sent = request(files, { method: 'POST', headers: attachment });
    sent.on('error', () => {});
    const answered = once(sent, 'response');
    const piece = Buffer.alloc(2 ** 20);
    for (let sentBytes = 0; sentBytes <= maxBytes; sentBytes += piece.length) sent.write(piece);
    const [response] = await answered;
    expect([response.statusCode, response.headers.connection]).toEqual([413, 'close']);
    sent.destroy();
  });

  it('that is cut off is not stored', async () => {
    const sent = request(files, {
      method: 'POST',
      headers: { ...attachment, 'content-length': `${png.length + 1}` },
    });
    sent.on('error', () => {});
    sent.write(png);
    await wait(50);
    sent.destroy();
    await wait(50);
    const other = await serve(scripted(answer('Yes.')));
    const { hash } = await other.runtime.thread('t1').upload({ data: png });
    expect(await served.runtime.thread('t1').file(hash)).toBeUndefined();
  });

  it('has its own limit, and that of JSON stays', async () => {
    expect((await upload(new Uint8Array(2_000_000))).status).toBe(201);
    const response = await fetch(`${served.url}/api/threads/t1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'x'.repeat(2_000_000) }),
    });
    expect([response.status, await response.json()]).toMatchObject([413, { code: 'too-large' }]);
  });
});

describe('a stored file', () => {
  it('is kept for good by who has read it', async () => {
    const hash = await uploaded(png);
    const response = await fetch(`${files}/${hash}`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': `${png.length}`,
      'content-disposition': 'inline',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      etag: `"${hash}"`,
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
    for (const etag of [`"${hash}"`, `W/"x", "${hash}"`, '*']) {
      const again = await fetch(`${files}/${hash}`, { headers: { 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('cache-control')).toContain('immutable');
    }
    const other = await fetch(`${files}/${hash}`, { headers: { 'if-none-match': '"x"' } });
    expect(other.status).toBe(200);
  });

  it.each([
    ['text/html', '<script>alert(1)</script>', 'text/html', 'attachment'],
    ['image/svg+xml', '<svg onload="alert(1)"/>', 'text/plain', 'attachment'],
    ['image/svg+xml', '<?xml version="1.0"?><svg/>', 'application/xml', 'attachment'],
    ['image/png', 'a text', 'text/plain', 'attachment'],
    ['text/plain', '%PDF-1.7\n', 'application/pdf', 'inline'],
  ])('said to be %s, with %j in it, is %s, %s', async (said, content, type, disposition) => {
    const hash = await uploaded(content, { 'content-type': said });
    const { headers } = await fetch(`${files}/${hash}`);
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      type,
      disposition,
    ]);
    const policy = headers.get('content-security-policy');
    // A browser does not show a PDF in a sandbox, and runs nothing of it in the page's origin.
    if (type === 'application/pdf') expect(policy).toBeNull();
    else expect(policy).toContain('sandbox');
  });

  it('is unknown under another hash', async () => {
    for (const hash of ['0'.repeat(64), 'nobody']) {
      const response = await fetch(`${files}/${hash}`);
      expect([response.status, await response.json()]).toMatchObject([
        404,
        { code: 'unknown-file' },
      ]);
    }
  });

  it('is not read by a foreign page', async () => {
    const hash = await uploaded(png);
    const headers = { origin: 'https://evil.example' };
    expect((await fetch(`${files}/${hash}`, { headers })).status).toBe(403);
  });
});

it('a client does not take a page of a proxy for a file', async () => {
  const thread = connectThread({
    url: 'http://example.test/api',
    threadId: 't1',
    fetch: async () => new Response('<p>Sign in</p>'),
  });
  await expect(thread.file('0'.repeat(64))).rejects.toMatchObject({ name: 'HttpError' });
  await expect(thread.upload({ data: png })).rejects.toMatchObject({ name: 'HttpError' });
});

it('a client does not send a file that is too large', async () => {
  const fetch = async () => Response.error();
  const thread = connectThread({ url: 'http://example.test/api', threadId: 't1', fetch });
  const data = new Uint8Array(maxBytes + 1);
  await expect(thread.upload({ data })).rejects.toThrow(InvalidFileError);
});

it('a client uploads the new files of a prompt in their order, and then starts', async () => {
  const paths: string[] = [];
  const thread = connectThread({
    url: `${served.url}/api`,
    threadId: 't1',
    fetch: (input, init) => {
      paths.push(new URL(String(input)).pathname);
      return fetch(input, init);
    },
  });
  const prompt = ['a', 'b'].map((name) => ({ type: 'file', data: btoa(name), name }) as const);
  await thread.start({ prompt });
  expect(paths.map((path) => path.split('/').at(-1))).toEqual(['files', 'files', 'runs']);
  const [queued] = (await thread.events(0)).flatMap((event) =>
    event.type === 'message.completed' ? [event.message.parts] : [],
  );
  expect(queued).toMatchObject([{ name: 'a' }, { name: 'b' }]);
});
