/** Nothing that the runtime reads or writes grows with the square of a thread, a queue or a message. */

import { scripted } from '@perdure/providers/scripted';
import { type Chunk, createRuntime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import { type Write, wrapStore } from '@perdure/runtime/store';
import { describe, expect, it } from 'vitest';
import { stores, World } from './world.ts';

const finish: Chunk = { type: 'finish', reason: 'stop' };

/** The characters of a write, as a store on a file would write it. */
const sizeOf = (writes: readonly Write[]) => JSON.stringify(writes).length;

/** What a run with so many calls of tools has written, in characters. */
async function writtenFor(calls: number): Promise<number> {
  const store = memoryStore();
  let written = 0;
  const runtime = await createRuntime({
    store: wrapStore(store, {
      commit(writes) {
        written += sizeOf(writes);
        return store.commit(writes);
      },
    }),
    provider: async function* () {
      for (let index = 0; index < calls; index++) {
        yield { type: 'toolCall', id: `c${index}`, name: 'look', input: {} };
        yield { type: 'toolResult', id: `c${index}`, name: 'look', output: 'x'.repeat(500) };
      }
      yield { type: 'text', text: 'Done.' };
      yield finish;
    },
  });
  const run = await runtime.thread('t1').start({ prompt: 'Why?' });
  await run.done();
  await runtime.close();
  return written;
}

describe('what is written of a message', () => {
  it('with ten times the tools is at most twelve times as much', async () => {
    expect((await writtenFor(200)) / (await writtenFor(20))).toBeLessThan(12);
  });

  it.each(stores)('at each second is what is new: on the %s store', async (name) => {
    const world = new World(name);
    const { store } = world;
    const pieces: unknown[] = [];
    world.store = wrapStore(store, {
      commit(writes) {
        for (const write of writes) if (write.type === 'appendPieces') pieces.push(write.pieces);
        return store.commit(writes);
      },
    });
    let say = (_: string) => {};
    const runtime = await world.start(async function* ({ signal }) {
      for (;;) {
        const text = await new Promise<string>((resolve) => {
          say = resolve;
          signal.addEventListener('abort', () => resolve(''));
        });
        if (text === '') return;
        yield { type: 'text', text };
      }
    });
    const run = await runtime.thread('t1').start({ prompt: 'Why?' });
    for (const text of ['One', ' two', ' three']) {
      await world.untilIdle();
      say(text);
      await world.untilIdle();
      await world.pass(1_000);
    }
    await world.pass(5_000);
    expect(pieces).toEqual([
      [{ index: 0, offset: 3, part: { type: 'text', text: ' two' } }],
      [{ index: 0, offset: 7, part: { type: 'text', text: ' three' } }],
    ]);
    expect(store.findStreamingMessage(run.id)?.parts).toEqual([
      { type: 'text', text: 'One two three' },
    ]);
  });
});

describe('a queue of 300 runs', () => {
  it('is read at its front when a run ends', async () => {
    const store = memoryStore();
    let read = 0;
    const world = new World('memory', {
      store: wrapStore(store, {
        findQueuedRuns(threadId, limit) {
          const runs = store.findQueuedRuns(threadId, limit);
          read += runs.length;
          return runs;
        },
      }),
    });
    const runtime = await world.start(scripted([{ type: 'text', text: 'Yes.' }, finish]));
    const thread = runtime.thread('t1');
    await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        thread.start({ prompt: `${index}?`, runId: `q${index}` }),
      ),
    );
    read = 0;
    await (await runtime.run('q299'))?.done();
    // Each end reads the next one and at most one for each run that its batch has changed.
    expect(read).toBeLessThan(300 * 4);
  });
});
