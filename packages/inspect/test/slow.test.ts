/** A receiver that stops reading costs no memory, and gets every message later. */
import { once } from 'node:events';
import { answer, scripted } from '@perdure/providers/scripted';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { patience, world } from './world.ts';

const count = 8_000;
/** Characters of each message. All messages together exceed the socket buffers of the operating system by far. */
const length = 4_000;
const said = { runId: 'r1', role: 'user', status: 'completed' } as const;

it('is waited for without reading the log ahead', async () => {
  const open = world();
  const { runtime, store, close } = await open(scripted(answer('Blue.')));
  await (await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' })).done();
  const parts = [{ type: 'text' as const, text: 'x'.repeat(length) }];
  await store.commit(
    Array.from({ length: count }, (_, index) => {
      const message = { ...said, id: `m${index}`, parts };
      const fact = { type: 'message.completed', message } as const;
      return { type: 'appendEvent', threadId: 't1', runId: 'r1', fact, at: index } as const;
    }),
  );
  await close();

  const { inspector, store: again } = await open(scripted(answer('Blue.')), { content: true });
  let read = 0;
  const events = again.events;
  again.events = (threadId, after, limit) => {
    const page = events(threadId, after, limit);
    read += page.length;
    return page;
  };

  const receiver = new WebSocket(inspector.socketUrl);
  const received: string[] = [];
  receiver.on('message', (data) => received.push(data.toString()));
  await once(receiver, 'open');
  receiver.pause();
  const before = bytesKept();
  await expect.poll(() => read, patience).toBeGreaterThan(100);
  await stands(() => read);
  expect(read).toBeLessThan(count);
  expect(bytesKept() - before).toBeLessThan(8_000_000);

  receiver.resume();
  await expect.poll(() => received.at(-1), { timeout: 20_000 }).toContain(`"m${count - 1}"`);
  const ids = received
    .map((text) => JSON.parse(text).event?.messageId)
    .filter((id) => /^m\d/.test(id));
  expect(ids).toEqual(Array.from({ length: count }, (_, index) => `m${index}`));
  receiver.terminate();
});

it('is disconnected when it is behind in more than 1,000 threads', async () => {
  const { inspector } = await world()(scripted(answer('Blue.')));
  const receiver = new WebSocket(inspector.socketUrl);
  await once(receiver, 'open');
  for (let thread = 0; thread <= 1_000; thread++)
    inspector.onEvent({ type: 'run.started', threadId: `t${thread}`, runId: 'r1', seq: 1, at: 0 });
  expect((await once(receiver, 'close'))[0]).toBe(1006);
});

/** Messages that wait to be sent are buffers, which lie outside of the heap. */
const bytesKept = () => process.memoryUsage().external;

async function stands(value: () => number): Promise<void> {
  for (let last = -1; last !== value(); ) {
    last = value();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
