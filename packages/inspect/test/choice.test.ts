/** What is shown: everything, one thread, or one run; and what a receiver says is not heard. */
import { once } from 'node:events';
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { receive, type Told } from './receiver.ts';
import { patience, world } from './world.ts';

const sessions = ({ messages }: Told) => [...new Set(messages.map(({ sessionId }) => sessionId))];

async function threeRuns(open: ReturnType<typeof world>) {
  const { runtime, close } = await open(scripted(answer('Blue.')));
  for (const [thread, runId] of [
    ['t1', 'r1'],
    ['t1', 'r2'],
    ['t2', 'r3'],
  ] as const) {
    const run = await runtime.thread(thread).start({ prompt: 'Why?', runId });
    await run.done();
  }
  await close();
}

it('all that the store holds, if nothing was chosen', async () => {
  const open = world();
  await threeRuns(open);
  const told = receive((await open(scripted(answer('No.')))).inspector);
  await told.reaches('r3', 'completed');
  expect(sessions(told)).toEqual(['r1', 'r2', 'r3']);
});

it.each([
  ['one run', '?run=r2', ['r2']],
  ['one thread', '?thread=t1', ['r1', 'r2']],
])('%s that the receiver chose', async (_, choice, shown) => {
  const open = world();
  await threeRuns(open);
  const { runtime, inspector } = await open(scripted(answer('Red.')));
  const told = receive(inspector, choice);
  await told.reaches('r2', 'completed');
  await (await runtime.thread('t2').start({ prompt: 'And?', runId: 'r4' })).done();
  await runtime.thread('t1').start({ prompt: 'And?', runId: 'r5' });
  await runtime.run('r5')?.done();
  const expected = choice.startsWith('?run') ? shown : [...shown, 'r5'];
  await expect.poll(() => sessions(told), patience).toEqual(expected);
});

it('one run for which the inspector was started, also before there is one', async () => {
  const { runtime, inspector } = await world()(scripted(answer('Blue.')), {
    only: { runId: 'r2' },
  });
  const told = receive(inspector);
  for (const runId of ['r1', 'r2', 'r3'])
    await (await runtime.thread('t1').start({ prompt: 'Why?', runId })).done();
  await told.reaches('r2', 'completed');
  expect(sessions(told)).toEqual(['r2']);

  const other = new WebSocket(`${inspector.socketUrl}?run=r1`);
  const [refused] = await once(other, 'error');
  expect(String(refused)).toContain('403');
});

it('threads in which something happened last, if there are many', async () => {
  const open = world();
  await threeRuns(open);
  const { inspector } = await open(scripted(answer('No.')), { threads: 1 });
  const told = receive(inspector);
  await told.reaches('r3', 'completed');
  expect(sessions(told)).toEqual(['r3']);
});

it('what a receiver sends changes nothing', async () => {
  const { runtime, inspector } = await world()(scripted([hang]));
  await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  const socket = new WebSocket(inspector.socketUrl);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'run.cancel', sessionId: 'r1' }));
  socket.send(
    JSON.stringify({ type: '@xstate.event', sessionId: 'r1', event: { type: 'run.cancel' } }),
  );
  socket.send('{');
  socket.ping();
  await once(socket, 'pong');
  expect(runtime.run('r1')?.getSnapshot().value).toBe('running');
  socket.send('x'.repeat(2_000));
  expect((await once(socket, 'close'))[0]).toBe(1009);
  expect(runtime.run('r1')?.getSnapshot().value).toBe('running');
});
