/** What the view says of a held queue, and of the run that may be resumed. */
import { describe, expect, it } from 'vitest';
import {
  canResume,
  currentRun,
  emptyView,
  fold,
  type StreamItem,
  type ThreadView,
} from '../src/index.ts';

const failure = { kind: 'unauthorized', retryable: false, message: '', decidedBy: 'x' };

/** Folds events of the form `run type`, and gives the view after each. */
type Told = readonly [runId: string, type: string, fact?: object];

function views(...events: Told[]): ThreadView[] {
  let view = emptyView('t1');
  return events.map(([runId, type, fact], index) => {
    view = fold(view, {
      seq: index + 1,
      threadId: 't1',
      runId,
      at: index,
      type,
      ...fact,
    } as StreamItem);
    return view;
  });
}

const failing = [
  ['a', 'run.queued'],
  ['a', 'run.started'],
  ['a', 'attempt.started', { retryCount: 0 }],
  ['b', 'run.queued'],
  ['a', 'run.failed', { failure }],
] as const satisfies readonly Told[];

const last = (all: readonly ThreadView[]) => all.at(-1) ?? emptyView('t1');

describe('a held queue', () => {
  it('is held by the failure, until a run starts or the last queued one is cancelled', () => {
    const held = { runId: 'a', failure };
    expect(last(views(...failing))).toMatchObject({ held });
    expect(last(views(...failing, ['c', 'run.queued']))).toMatchObject({ held });
    expect(last(views(...failing, ['b', 'run.started'])).held).toBeNull();
    expect(last(views(...failing, ['b', 'run.cancelled'])).held).toBeNull();
  });

  it('is not shown between the events of a start in a free thread', () => {
    const all = views(
      ...failing,
      ['b', 'run.cancelled'],
      ['c', 'run.queued'],
      ['c', 'run.started'],
    );
    expect(all.slice(5).map(({ held }) => held)).toEqual([null, null, null]);
  });

  it('has the failed run as its current run', () => {
    expect(currentRun(last(views(...failing)))?.id).toBe('a');
    expect(currentRun(last(views(...failing, ['b', 'run.started'])))?.id).toBe('b');
  });

  it('stands behind the run that replaces the failed one', () => {
    const { runs } = last(views(...failing, ['r', 'run.queued', { replaces: 'a' }]));
    expect(runs.map(({ id }) => id)).toEqual(['r', 'b']);
  });
});

it('a failed run can be resumed until a later run has begun', () => {
  const view = last(views(...failing));
  expect([canResume(view, 'a'), canResume(view, 'b'), canResume(view, 'nobody')]).toEqual([
    true,
    false,
    false,
  ]);
  const begun = views(
    ...failing,
    ['b', 'run.started'],
    ['b', 'attempt.started', { retryCount: 0 }],
  );
  expect(canResume(last(begun), 'a')).toBe(false);
  const resumed = views(['r', 'run.queued'], ['r', 'run.started', { resumes: 'a' }]);
  expect(last(resumed).runs[0]?.resumes).toBe('a');
});
