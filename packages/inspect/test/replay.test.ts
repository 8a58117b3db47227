/** What is replayed from the log is what the machine did: told live or late, it ends where the record stands. */
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
  // So that it is not the last in the log.
  await (await runtime.thread('t1').start({ prompt: 'And?', runId: 'r2' })).send({
    type: 'run.cancel',
  });

  const late = receive(inspector);
  for (const told of [live, late]) {
    await told.reaches('r1', status);
    expect(told.states('r1')).toEqual(['queued', 'running', ...states]);
    const record = store.findRun('r1')?.stored;
    expect(told.last('r1')).toMatchObject({ value: record?.state, context: record?.context });
  }
});

it('names of events are the machine’s own: in its state, each leads where the run went', async () => {
  const { runtime, inspector } = await world()(scripted([cut], ask, far, answer('Blue.')));
  const told = receive(inspector);
  const run = await runtime.thread('t1').start({ prompt: 'Why?', runId: 'r1' });
  await told.reaches('r1', 'awaitingInput');
  await run.send({ type: 'run.answer', answer: 'no' });
  await told.reaches('r1', 'parked');
  await run.send({ type: 'run.cancel' });
  await told.reaches('r1', 'cancelled');

  const steps = told.steps('r1').slice(1);
  let state: RunState = 'queued';
  for (const { event, value } of steps) {
    const { transitions } = runMachine.states[state] as AnyStateNode;
    const targets = transitions.get(event)?.flatMap(({ target }) => target?.map(({ key }) => key));
    expect(targets).toContain(value);
    state = value;
  }
});

it('of a long log too, each run is shown as it was, and at its end as it is recorded', async () => {
  const policy = { baseMs: 0, maxRetries: 1 };
  const scenes = [answer('Blue.'), [httpError(500)]] as const;
  const { runtime, store, inspector } = await world()(scripted(...scenes), {}, { policy });
  const ids = Array.from({ length: 40 }, (_, index) => `r${index}`);
  for (const runId of ids)
    await (await runtime.thread('t1').start({ prompt: 'Why?', runId })).done();

  const told = receive(inspector);
  await told.reaches('r39', 'failed');
  expect(told.states('r0')).toEqual(['queued', 'running', 'completed']);
  for (const runId of ids.slice(1)) {
    expect(told.states(runId)).toEqual(['queued', 'running', 'retrying', 'running', 'failed']);
    expect(told.contexts(runId).map(({ retries }) => retries)).toEqual([0, 0, 1, 1, 1]);
    expect(told.last(runId).context.streak).toBe(1);
    expect(store.findRun(runId)?.stored.context.streak).toBe(1);
  }
});
