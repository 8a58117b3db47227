/** The selection: everything, one thread, or one run. Messages from a receiver have no effect. */
import { once } from 'node:events';
import { answer, hang, scripted } from '@perdure/providers/scripted';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Received, receive } from './receiver.ts';
import { patience, world } from './world.ts';

const sessions = ({ messages }: Received) => [
  ...new Set(messages.map(({ sessionId }) => sessionId)),
];

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

it('everything in the store, if nothing was chosen', async () => {
  const open = world();
  await threeRuns(open);
  const received = receive((await open(scripted(answer('No.')))).inspector);
  await received.reaches('r3', 'completed');
  expect(sessions(received)).toEqual(['r1', 'r2', 'r3']);
});

it.each([
  ['one run', '?run=r2', ['r2']],
  ['one thread', '?thread=t1', ['r1', 'r2']],
])('%s that the receiver chose', async (_, choice, shown) => {
  const open = world();
  await threeRuns(open);
  const { runtime, inspector } = await open(scripted(answer('Red.')));
  const received = receive(inspector, choice);
  await received.reaches('r2', 'completed');
  await (await runtime.thread('t2').start({ prompt: 'And?', runId: 'r4' })).done();
  await runtime.thread('t1').start({ prompt: 'And?', runId: 'r5' });
  await (await runtime.run('r5'))?.done();
  const expected = choice.startsWith('?run') ? shown : [...shown, 'r5'];
  await expect.poll(() => sessions(received), patience).toEqual(expected);
});

it('the one run that the inspector was started for, even before it exists', async () => {
  const { runtime, inspector } = await world()(scripted(answer('Blue.')), {
    only: { runId: 'r2' },
  });
  const received = receive(inspector);
  for (const runId of ['r1', 'r2', 'r3'])
    await (await runtime.thread('t1').start({ prompt: 'Why?', runId })).done();
  await received.reaches('r2', 'completed');
  expect(sessions(received)).toEqual(['r2']);

  const other = new WebSocket(`${inspector.socketUrl}?run=r1`);
  const [refused] = await once(other, 'error');
  expect(String(refused)).toContain('403');
});

it('the most recently changed threads, if there are many', async () => {
  const open = world();
  await threeRuns(open);
  const { inspector } = await open(scripted(answer('No.')), { threads: 1 });
  const received = receive(inspector);
  await received.reaches('r3', 'completed');
  expect(sessions(received)).toEqual(['r3']);
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
  expect((await runtime.run('r1'))?.getSnapshot().value).toBe('running');
  socket.send('x'.repeat(2_000));
  expect((await once(socket, 'close'))[0]).toBe(1009);
  expect((await runtime.run('r1'))?.getSnapshot().value).toBe('running');
});
