/** Test of a provider that yields a million chunks and never awaits anything. */
import { type Chunk, createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { textOf } from '@perdure/thread';
import { expect, it } from 'vitest';

const pieces = 1_000_000;

it('a million deltas are one message, and other runs go on meanwhile', async () => {
  let isFlooding = true;
  const runtime = await createRuntime({
    store: memoryStore(),
    provider: async function* ({ threadId }): AsyncGenerator<Chunk> {
      for (let n = 0; threadId === 'flood' && n < pieces; n++) yield { type: 'text', text: '.' };
      isFlooding = threadId !== 'flood';
      if (threadId !== 'flood') yield { type: 'text', text: 'Hello.' };
      yield { type: 'finish', reason: 'stop' };
    },
  });
  let read = 0;
  const thread = runtime.thread('flood');
  thread.events$.subscribe(({ type }) => type === 'message.delta' && read++);
  const flood = await thread.start({ prompt: 'Go on.' });

  const other = await runtime.thread('other').start({ prompt: 'Why?' });
  expect(await other.done()).toMatchObject({ status: 'completed' });
  expect(isFlooding).toBe(true);

  expect(await flood.done()).toMatchObject({ status: 'completed' });
  expect(read).toBe(pieces);
  expect(thread.getSnapshot().messages.map((message) => textOf(message).length)).toEqual([
    6,
    pieces,
  ]);
  await runtime.close();
});
