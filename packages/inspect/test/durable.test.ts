/** Durable runs in the published receiver of `@statelyai/inspect`, over a socket, from a SQLite file. */
import { answer, hang, httpError, say, scripted } from '@perdure/providers/scripted';
import { runMachine } from '@perdure/run';
import { expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { receive } from './receiver.ts';
import { shapeOf } from './shape.ts';
import { patience, world } from './world.ts';

it('a run is an actor whose definition is the whole machine', async () => {
  const { runtime, inspector } = await world()(scripted(answer('Blue.')));
  const received = receive(inspector);
  await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await received.reaches('r1', 'completed');

  const [actor] = received.actors();
  expect(actor).toMatchObject({ name: 'r1', sessionId: 'r1', rootId: 'r1' });
  expect(received.actors()).toHaveLength(1);
  const rebuilt = createMachine(JSON.parse(actor?.definition ?? ''));
  expect(shapeOf(rebuilt)).toEqual(shapeOf(runMachine));
  expect(Object.keys(rebuilt.states)).toEqual(Object.keys(runMachine.states));
});

it('a run is followed through a retry, with the events of an XState actor', async () => {
  const { runtime, inspector } = await world()(scripted([httpError(503)], answer('Blue.')));
  const received = receive(inspector);
  await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await received.reaches('r1', 'completed');

  expect(received.events('r1')).toEqual([
    'xstate.init',
    'message.completed',
    'run.start',
    'attempt.failed',
    'xstate.after.backoff.run.retrying',
    'message.completed',
    'attempt.completed',
  ]);
  expect(received.states('r1')).toEqual(['queued', 'running', 'retrying', 'running', 'completed']);
  expect(received.last('r1')).toMatchObject({
    status: 'done',
    tags: ['settled'],
    output: { status: 'completed', retryCount: 1, failure: null },
    context: { retryCount: 1, wait: null, failure: null },
  });
});

it('a receiver that reconnects after a restart of the process gets the whole run', async () => {
  const open = world();
  const first = await open(scripted([httpError(503)], [...say('Blu'), hang]));
  const before = receive(first.inspector);
  await first.runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await before.reaches('r1', 'running');
  await expect.poll(() => before.states('r1'), patience).toContain('retrying');
  await expect.poll(() => before.states('r1').at(-1), patience).toBe('running');
  await first.close();

  const policy = { baseMs: 300 };
  const second = await open(scripted([httpError(503)], answer('Blue.')), {}, { policy });
  const after = receive(second.inspector);
  await after.reaches('r1', 'completed');
  expect(after.actors('r1')).toHaveLength(1);
  expect(after.actors('r1')[0]?.definition).toBe(before.actors('r1')[0]?.definition);
  expect(after.events('r1').filter((type) => !type.startsWith('message.'))).toEqual([
    'xstate.init',
    'run.start',
    'attempt.failed',
    'xstate.after.backoff.run.retrying',
    'attempt.lost',
    'xstate.after.backoff.run.retrying',
    'attempt.failed',
    'xstate.after.backoff.run.retrying',
    'attempt.completed',
  ]);
  // The second receiver's first messages equal those of the receiver before it.
  const known = before.messages.length;
  expect(after.messages.slice(0, known)).toEqual(before.messages);
});

it('a wait from before a restart is shown as stored, with its deadline', async () => {
  const open = world();
  const policy = { baseMs: 60_000, maxMs: 60_000 };
  const first = await open(scripted([httpError(500)]), {}, { policy });
  const run = await first.runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await expect.poll(() => run.getSnapshot().value, patience).toBe('retrying');
  const { context } = run.getSnapshot();
  await first.close();

  const second = await open(scripted(answer('Blue.')), {}, { policy });
  const received = receive(second.inspector);
  await received.reaches('r1', 'retrying');
  expect(context).toMatchObject({ retryCount: 1, streak: 1, failure: { status: 500 } });
  expect(received.last('r1')).toMatchObject({ context });

  await (await second.runtime.run('r1'))?.send({ type: 'run.retryNow' });
  await received.reaches('r1', 'completed');
  expect(received.events('r1')).toContain('run.retryNow');
});
