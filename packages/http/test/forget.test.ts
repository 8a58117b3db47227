/** A thread that is forgotten over HTTP: the answer, and what the readers of its stream are told. */
import { answer, scripted } from '@perdure/providers/scripted';
import { textOf } from '@perdure/thread';
import { expect, it, vi } from 'vitest';
import { connectThread } from '../src/client/index.ts';
import { raw, serve } from './server.ts';

it('is answered with 204, also if there is nothing to delete, and an id that is none with 400', async () => {
  const server = await serve(scripted(answer('Yes.')));
  const run = await server.runtime.thread('t1').start({ prompt: 'Why?' });
  await run.done();
  const forget = (id: string) => raw(server, { method: 'DELETE', path: `/api/threads/${id}` });
  for (const id of ['t1', 't1', 'nobody'])
    expect(await forget(id)).toEqual({ status: 204, text: '' });
  expect(await server.runtime.threads()).toEqual([]);
  expect(await forget('x'.repeat(201))).toMatchObject({ status: 400 });
});

it('a position of the former thread is refused, and its reader begins anew', async () => {
  const server = await serve(scripted(answer('Yes.')));
  const url = `${server.url}/api`;
  const thread = connectThread({ url, threadId: 't1' });
  const { unsubscribe } = thread.subscribe(() => {});
  await thread.start({ prompt: 'Old?' });
  await vi.waitFor(() => expect(thread.getSnapshot().runs[0]?.state).toBe('completed'));
  const { seq } = thread.getSnapshot();
  const other = connectThread({ url, threadId: 't1' });
  await other.forget();
  const headers = { 'last-event-id': `${seq}` };
  expect(await raw(server, { headers })).toMatchObject({ status: 410 });
  await vi.waitFor(() => expect(thread.getSnapshot().messages).toEqual([]), 5_000);
  await other.start({ prompt: 'New?' });
  await vi.waitFor(
    () => expect(thread.getSnapshot().messages.map(textOf)).toEqual(['New?', 'Yes.']),
    5_000,
  );
  unsubscribe();
});
