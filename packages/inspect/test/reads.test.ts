/** The inspector reads what it shows once. */
import { answer, httpError, scripted } from '@perdure/providers/scripted';
import { expect, it, vi } from 'vitest';
import { receive } from './receiver.ts';
import { world } from './world.ts';

it('a run is read once for all of its events of one page', async () => {
  const { runtime, store, inspector } = await world()(scripted([httpError(503)], answer('Blue.')));
  await (await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' })).done();
  const findRun = vi.spyOn(store, 'findRun');
  const received = receive(inspector);
  await received.reaches('r1', 'completed');
  expect(received.states('r1')).toEqual(['queued', 'running', 'retrying', 'running', 'completed']);
  expect(findRun.mock.calls).toEqual([['r1']]);
});
