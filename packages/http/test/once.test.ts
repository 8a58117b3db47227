/** Many readers of one thread: what they are sent is serialised and encoded once. */

import { createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { ledProvider } from '@perdure/testkit/provider';
import type { StreamItem } from '@perdure/thread';
import { formatPosition, positionAfter } from '@perdure/thread/position';
import { expect, it, onTestFinished, vi } from 'vitest';
import { threadRoutes } from '../src/server/index.ts';
import { writtenOf } from '../src/server/written.ts';

const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString();

it('an event and a delta are written once for all readers, as for one', async () => {
  const { provider, send: tell } = ledProvider();
  const runtime = await createRuntime({ store: memoryStore(), provider });
  onTestFinished(() => runtime.close());
  const items: StreamItem[] = [];
  runtime.thread('t1').events$.subscribe((item) => items.push(item));
  const stringify = vi.spyOn(JSON, 'stringify');
  onTestFinished(() => stringify.mockRestore());

  const app = threadRoutes(runtime);
  const readers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const { body } = await app.request('/threads/t1/stream');
      const chunks: Uint8Array[] = [];
      const isOver = body?.pipeTo(
        new WritableStream({ write: (bytes) => void chunks.push(bytes) }),
      );
      return { chunks, isOver };
    }),
  );
  const all = (what: string) =>
    vi.waitFor(() => expect(readers.every(({ chunks }) => text(chunks).includes(what))).toBe(true));
  await all('heartbeat');
  await runtime.thread('t1').start({ prompt: 'Why?' });
  for (const word of ['The ', 'sky — ', 'is 💙']) {
    tell({ type: 'text', text: word });
    await all(word);
  }
  tell({ type: 'finish', reason: 'stop' });
  await all('run.completed');
  await runtime.close();
  await Promise.all(readers.map(({ isOver }) => isOver));

  // A view of the same memory: what one reader was sent is what all were sent.
  const deltas = readers.map(({ chunks }) => chunks.filter((one) => text([one]).includes('delta')));
  expect(deltas[0]).toHaveLength(3);
  for (const [at, bytes] of (deltas[0] ?? []).entries())
    expect(deltas.every((each) => each[at]?.buffer === bytes.buffer)).toBe(true);
  const written = stringify.mock.calls.map(([value]) => value);
  for (const item of items) expect(written.filter((value) => value === item)).toHaveLength(1);

  let position = { seq: 0 };
  const frames = items.map((item) => {
    position = positionAfter(position, item);
    return `data: ${JSON.stringify(item)}\nid: ${formatPosition(position)}\n\n`;
  });
  for (const { chunks } of readers)
    expect(text(chunks)).toBe(`event: heartbeat\ndata: 15000\nretry: 500\n\n${frames.join('')}`);
});

it('the same item is written with the place of each reader', () => {
  const item = { type: 'run.started', threadId: 't1', runId: 'r1', seq: 2, at: 1 } as const;
  const message = { id: 'm1', index: 0, offset: 4 };
  for (const position of [{ seq: 2 }, { seq: 2, message }, { seq: 2 }])
    expect(text([writtenOf(item).bytesAt(position)])).toBe(
      `data: ${JSON.stringify(item)}\nid: ${formatPosition(position)}\n\n`,
    );
});
