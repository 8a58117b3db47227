/** The replay of a log shows the states that the machine went through, and ends with the stored state and context. */
import { answer, cut, httpError, type Scene, scripted } from '@perdure/providers/scripted';
import { type RunState, runMachine } from '@perdure/run';
import { expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { receive } from './receiver.ts';
import { world } from './world.ts';

const ask: Scene = [{ type: 'ask', question: 'Delete it?' }];
const far: Scene = [httpError(429, 'Slow down', { 'retry-after': '3600' })];

const stories: [name: string, scenes: [Scene, ...Scene[]], states: string[]][] = [
  ['completed', [answer('Blue.')], ['completed']],
  ['retried', [[cut], answer('Blue.')], ['retrying', 'running', 'completed']],
  ['refused', [[httpError(401)]], ['failed']],
  ['given up', [[httpError(500)]], ['retrying', 'running', 'retrying', 'running', 'failed']],
  [
    'asked',
    [ask, [httpError(503)], answer('Kept.')],
    ['awaitingInput', 'running', 'retrying', 'running', 'completed'],
  ],
  ['parked and hurried', [far, answer('Blue.')], ['parked', 'running', 'completed']],
];

it.each(stories)('a run that was %s', async (_, scenes, states) => {
  const policy = { baseMs: 20, maxRepeats: 2 };
  const { runtime, store, inspector } = await world()(
    scripted(...scenes),
    { content: true },
    { policy },
  );
  const live = receive(inspector);
  const run = await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  run.subscribe(({ value }) => {
    if (value === 'awaitingInput') void run.send({ type: 'run.answer', answer: 'no' });
    if (value === 'parked') void run.send({ type: 'run.retryNow' });
  });
  const { status } = await run.done();
  // A second run, so that the first one is not at the end of the log.
  await (await runtime.thread('t1').start({ prompt: 'And?', runId: 'r2' })).send({
    type: 'run.cancel',
  });

  const late = receive(inspector);
  for (const received of [live, late]) {
    await received.reaches('r1', status);
    expect(received.states('r1')).toEqual(['queued', 'running', ...states]);
    const record = store.findRun('r1')?.stored;
    expect(received.last('r1')).toMatchObject({ value: record?.state, context: record?.context });
  }
});

it('events have the machine’s names: each leads from its state to the next one', async () => {
  const { runtime, inspector } = await world()(scripted([cut], ask, far, answer('Blue.')));
  const received = receive(inspector);
  const run = await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await received.reaches('r1', 'awaitingInput');
  await run.send({ type: 'run.answer', answer: 'no' });
  await received.reaches('r1', 'parked');
  await run.send({ type: 'run.cancel' });
  await received.reaches('r1', 'cancelled');

  const steps = received.steps('r1').slice(1);
  let state: RunState = 'queued';
  for (const { event, value } of steps) {
    const { transitions } = runMachine.states[state] as AnyStateNode;
    const targets = transitions.get(event)?.flatMap(({ target }) => target?.map(({ key }) => key));
    expect(targets).toContain(value);
    state = value;
  }
});

it('runs of a long log are shown through all their states, and at their end as stored', async () => {
  const policy = { baseMs: 0, maxRetries: 1 };
  const scenes = [answer('Blue.'), [httpError(500)]] as const;
  const { runtime, store, inspector } = await world()(scripted(...scenes), {}, { policy });
  const ids = Array.from({ length: 40 }, (_, index) => `r${index}`);
  for (const runId of ids)
    await (await runtime.thread('t1').start({ prompt: 'Why?', runId })).done();

  const received = receive(inspector);
  await received.reaches('r39', 'failed');
  expect(received.states('r0')).toEqual(['queued', 'running', 'completed']);
  for (const runId of ids.slice(1)) {
    expect(received.states(runId)).toEqual(['queued', 'running', 'retrying', 'running', 'failed']);
    expect(received.contexts(runId).map(({ retryCount }) => retryCount)).toEqual([0, 0, 1, 1, 1]);
    expect(received.last(runId).context.streak).toBe(1);
    expect(store.findRun(runId)?.stored.context.streak).toBe(1);
  }
});

it('a run whose policy belongs to another version is shown too', async () => {
  const { runtime, store, inspector } = await world()(scripted(answer('Blue.')));
  await (await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' })).done();
  const run = store.findRun('r1');
  if (run === undefined) throw new Error('The run must be recorded.');
  const policy = { ...run.stored.context.policy, onLost: 'ask' as never };
  const stored = { ...run.stored, context: { ...run.stored.context, policy } };
  await store.commit([{ type: 'updateRun', run: { ...run, stored }, at: 0 }]);

  const received = receive(inspector);
  await received.reaches('r1', 'completed');
  expect(received.contexts('r1').map((context) => context.policy)).toEqual([
    policy,
    policy,
    policy,
  ]);
});
