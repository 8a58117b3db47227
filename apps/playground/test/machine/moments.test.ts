/** The moments of real logs: after each event, the run's state and the transition that led there. */
import { describe, expect, it } from 'vitest';
import { graph } from '../../src/page/machine/graph.ts';
import { type Moment, toMoments } from '../../src/page/machine/moments.ts';
import { transitionText } from '../../src/page/machine/transition-text.ts';
import { type StoryName, stories, tell } from './logs.ts';

const starts = ['running by run.start'];
const retries = 'retrying by attempt.failed [canRetry]';
const completes = 'completed by attempt.completed';

/** The path of each run. The log can't distinguish the end of a delay from a `run.retryNow` after the deadline. */
const paths: Record<StoryName, string[]> = {
  answered: [...starts, completes],
  retried: [
    ...starts,
    retries,
    'running by run.retryNow or after backoff',
    retries,
    'running by run.retryNow or after backoff',
    completes,
  ],
  retriedNow: [...starts, retries, 'running by run.retryNow', completes],
  parked: [
    ...starts,
    'parked by attempt.failed [canPark]',
    'running by run.retryNow or after reset',
    completes,
  ],
  asked: [...starts, 'awaitingInput by attempt.asked', 'running by run.answer', completes],
  cancelled: [...starts, 'parked by attempt.failed [canPark]', 'cancelled by run.cancel'],
  stopped: [...starts, 'cancelled by run.cancel'],
  refused: [...starts, 'failed by attempt.failed [else]'],
  usedUp: [
    ...starts,
    retries,
    'running by run.retryNow or after backoff',
    'failed by attempt.failed [else]',
  ],
  repeated: [
    ...starts,
    retries,
    'running by run.retryNow or after backoff',
    'failed by attempt.failed [isRepeating]',
  ],
  lost: [
    ...starts,
    'retrying by attempt.lost [canRetryLost]',
    'running by run.retryNow or after backoff',
    completes,
  ],
  interrupted: [...starts, 'interrupted by attempt.lost [else]'],
};

const names = Object.keys(stories) as StoryName[];
const logs = new Map(
  await Promise.all(names.map(async (name) => [name, await tell(name)] as const)),
);

const pathOf = (moments: readonly Moment[]) =>
  moments.flatMap(({ run, taken }, index) =>
    taken === moments[index - 1]?.taken || taken.length === 0
      ? []
      : [`${run.state} by ${taken.map(transitionText).join(' or ')}`],
  );

describe.each(names)('the run that is %s', (name) => {
  const events = logs.get(name) ?? [];
  const moments = toMoments(events);

  it('takes its path', () => {
    expect(pathOf(moments)).toEqual(paths[name]);
  });

  it('has a moment for every event, and each begins where the one before it ended', () => {
    expect(moments.map(({ event }) => event)).toEqual(events);
    expect(moments[0]).toMatchObject({ run: { state: 'queued' }, taken: [] });
    for (const [index, { run, taken }] of moments.entries()) {
      const before = moments[index - 1];
      if (before === undefined) continue;
      const hasMoved = before.run.state !== run.state;
      expect(taken === before.taken).toBe(!hasMoved);
      for (const { from, to } of hasMoved ? taken : [])
        expect([from, to]).toEqual([before.run.state, run.state]);
      if (hasMoved) expect(taken).not.toEqual([]);
    }
  });
});

it('passes through every state', () => {
  const states = [...logs.values()].flatMap(toMoments).map(({ run }) => run.state);
  expect(new Set(states)).toEqual(new Set(graph.states.map((state) => state.name)));
});

it('counts to the deadline that was recorded', () => {
  const moments = toMoments(logs.get('retried') ?? []);
  const waiting = moments.find(({ run }) => run.state === 'retrying');
  expect(waiting?.run.retryAt).toBe(Number(waiting?.event.at) + 20);
  expect(moments.at(-1)?.run.retryAt).toBeNull();
});

it('lists both candidates for an attempt that threw', () => {
  const failure = {
    kind: 'unknown',
    retryable: false,
    code: 'attempt_defect',
    message: 'x',
    decidedBy: 'run/defect',
  } as const;
  const [queued, prompt, started, attempt, failed] = logs.get('refused') ?? [];
  const events = [queued, prompt, started, attempt, { ...failed, failure }];
  expect(
    toMoments(events as never)
      .at(-1)
      ?.taken.map(transitionText),
  ).toEqual(['attempt.failed [else]', 'error of attempt']);
});
