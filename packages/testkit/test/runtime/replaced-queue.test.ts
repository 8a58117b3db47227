/**
 * A start that withdraws a question and takes the place of a cancelled run behind it, while other runs are queued: the
 * next run is the one in that place, and none that has left the conversation is under way (G3, G7).
 */
import { scripted } from '@perdure/providers/scripted';
import { describe, expect, it } from 'vitest';
import { asTexts, stores, World } from './world.ts';

const cancel = { type: 'run.cancel' } as const;

describe.each(stores)('on the %s store', (name) => {
  /** A thread whose run asks, with runs that wait for the answer, one of which was cancelled. */
  async function asking(waiting: string[]) {
    const world = new World(name);
    const provider = scripted(
      [{ type: 'ask', question: 'Sure?' }],
      [
        { type: 'text', text: 'Done.' },
        { type: 'finish', reason: 'stop' },
      ],
    );
    const thread = (await world.start(provider)).thread('t1');
    await thread.start({ prompt: 'asks', runId: 'asks' });
    await world.untilIdle();
    for (const runId of waiting) await thread.start({ prompt: runId, runId, onQuestion: 'wait' });
    await thread.send('cancelled', cancel);
    return { world, thread, provider };
  }
  const started = (world: World) =>
    world.store.events('t1', 0, 100).flatMap(({ type, runId }) => {
      return type === 'run.started' ? [runId] : [];
    });

  it('the run in the place of a cancelled one goes before those behind it', async () => {
    const { world, thread, provider } = await asking(['cancelled', 'later']);
    const { runId } = await thread.start({ prompt: 'new', runId: 'new', replaces: 'cancelled' });
    expect(world.store.findActiveRun('t1')?.id).toBe(runId);
    expect(world.store.findQueuedRuns('t1', 9).map(({ id }) => id)).toEqual(['later']);
    await world.untilIdle();
    expect(started(world)).toEqual(['asks', 'new', 'later']);
    expect(asTexts(provider.requests.at(-1)?.messages ?? [])).toEqual(
      ['asks', 'new', 'later'].flatMap((prompt) =>
        prompt === 'new' ? [`user: ${prompt}`, 'assistant: Done.'] : [`user: ${prompt}`],
      ),
    );
    expect(thread.getSnapshot().runs.map(({ id, state }) => [id, state])).toEqual([
      ['asks', 'cancelled'],
      ['new', 'completed'],
      ['later', 'completed'],
    ]);
  });

  it('a run before the place goes first', async () => {
    const { world, thread } = await asking(['earlier', 'cancelled', 'later']);
    await thread.start({ prompt: 'new', runId: 'new', replaces: 'cancelled' });
    await world.untilIdle();
    expect(started(world)).toEqual(['asks', 'earlier', 'new', 'later']);
  });
});
