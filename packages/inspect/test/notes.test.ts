/** Events that change no state of a run: messages and a changed request. */
import type { Provider } from '@perdure/runtime';
import { expect, it } from 'vitest';
import { receive } from './receiver.ts';
import { world } from './world.ts';

/** A provider whose second request differs from the first one in its beginning. */
const changing: Provider = async function* ({ retryCount }) {
  yield { type: 'startStep', request: { model: 'm', system: `It is second ${retryCount}.` } };
  if (retryCount === 0) throw Object.assign(new Error('Overloaded'), { status: 503 });
  yield { type: 'text', text: 'Blue.' };
  yield { type: 'finish', reason: 'stop', usage: { inputTokens: 8, outputTokens: 2 } };
};

it('a changed request is an event of the run with the names of its fields, and no snapshot', async () => {
  const { runtime, store, inspector } = await world()(changing);
  const live = receive(inspector);
  await (await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' })).done();
  const late = receive(inspector);
  for (const received of [live, late]) {
    await received.reaches('r1', 'completed');
    expect(received.states('r1')).toEqual([
      'queued',
      'running',
      'retrying',
      'running',
      'completed',
    ]);
    expect(received.messages).toContainEqual(
      expect.objectContaining({ event: { type: 'request.changed', fields: ['system'] } }),
    );
    expect(received.last('r1').context).toMatchObject({
      usage: store.findRun('r1')?.stored.context.usage,
    });
  }
});
