/** Pages of a thread over HTTP: the route, and a view that begins with one. */
import { answer, scripted } from '@perdure/providers/scripted';
import { type ThreadView, textOf } from '@perdure/thread';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectThread } from '../src/client/index.ts';
import { raw, type Served, serve } from './server.ts';

let served: Served;
beforeEach(async () => {
  served = await serve(scripted(answer('Yes.')));
  for (const prompt of ['a?', 'b?', 'c?'])
    await (await served.runtime.thread('t1').start({ prompt })).done();
});

const get = (query: string, headers: Record<string, string> = {}) =>
  raw(served, { path: `/api/threads/t1/page${query}`, headers });
const texts = ({ messages }: ThreadView) => messages.map(textOf);

describe('the route of a page', () => {
  it('answers with a view, and with 304 until something is recorded', async () => {
    const first = await fetch(`${served.url}/api/threads/t1/page?limit=3`);
    expect(texts((await first.json()) as ThreadView)).toEqual(['Yes.', 'c?', 'Yes.']);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const etag = String(first.headers.get('etag'));
    const same = await get('?limit=3', { 'if-none-match': etag });
    expect([same.status, same.text]).toEqual([304, '']);
    await (await served.runtime.thread('t1').start({ prompt: 'd?' })).done();
    expect((await get('?limit=3', { 'if-none-match': etag })).status).toBe(200);
  });

  it('has 50 messages by default, and those before a message', async () => {
    const { messages, hasEarlier } = JSON.parse((await get('')).text) as ThreadView;
    expect([messages.length, hasEarlier]).toEqual([6, false]);
    const before = JSON.parse((await get(`?limit=2&before=${messages[4]?.id}`)).text);
    expect([texts(before), before.hasEarlier]).toEqual([['b?', 'Yes.'], true]);
  });

  it.each([
    ['?limit=0', 400, 'bad-request'],
    ['?limit=501', 400, 'bad-request'],
    ['?limit=1e1', 400, 'bad-request'],
    ['?limit=1&limit=2', 400, 'bad-request'],
    ['?before=a&before=b', 400, 'bad-request'],
    ['?before=nobody', 410, 'message-gone'],
  ])('%s is refused with %i %s', async (query, status, code) => {
    const response = await get(query);
    expect([response.status, JSON.parse(response.text).code]).toEqual([status, code]);
  });
});

describe('a paged view over HTTP', () => {
  it('reads one page and then the stream after it, and resumes after a break', async () => {
    const paths: string[] = [];
    const thread = connectThread({
      url: `${served.url}/api`,
      threadId: 't1',
      fetch: (input, init) => {
        const position = new Headers(init?.headers).get('last-event-id');
        paths.push(`${new URL(String(input)).pathname.split('/').at(-1)} ${position ?? ''}`);
        return fetch(input, init);
      },
    });
    const view = thread.view({ limit: 2 });
    const subscription = view.subscribe(() => {});
    onTestFinished(() => subscription.unsubscribe());
    await vi.waitFor(() => expect(texts(view.getSnapshot())).toEqual(['c?', 'Yes.']));
    await vi.waitFor(() => expect(view.connection.getSnapshot()).toBe('open'));
    const { seq } = view.getSnapshot();
    served.cut();
    await vi.waitFor(() => expect(view.connection.getSnapshot()).not.toBe('open'));
    await (await served.runtime.thread('t1').start({ prompt: 'd?' })).done();
    await vi.waitFor(() => expect(texts(view.getSnapshot())).toHaveLength(4), 10_000);
    expect(paths).toEqual(['page ', `stream ${seq}`, `stream ${seq}`]);
    await view.loadEarlier();
    await view.loadEarlier();
    expect(view.getSnapshot()).toEqual(served.runtime.thread('t1').getSnapshot());
  });

  it('asks again until its page can be read', async () => {
    let refusals = 2;
    const thread = connectThread({
      url: `${served.url}/api`,
      threadId: 't1',
      fetch: (input, init) =>
        refusals-- > 0 ? Promise.resolve(new Response('', { status: 502 })) : fetch(input, init),
    });
    const view = thread.view({ limit: 2 });
    const subscription = view.subscribe(() => {});
    onTestFinished(() => subscription.unsubscribe());
    await vi.waitFor(() => expect(texts(view.getSnapshot())).toEqual(['c?', 'Yes.']), 15_000);
  });
});
