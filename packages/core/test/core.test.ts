/** The step and its known traps. */
import type { Failure } from '@perdure/failure';
import { type RunContext, runMachine } from '@perdure/run';
import { describe, expect, it } from 'vitest';
import { createCore, type Envelope, type Stored } from '../src/index.ts';

const failure: Failure = {
  kind: 'serverError',
  retryable: true,
  status: 503,
  message: 'Service Unavailable',
  rule: 'status.server',
};

const core = createCore();
const command = (type: string): Envelope => ({ type: 'command', command: { type } as never });
const failed = (token: number): Envelope => ({
  type: 'attempt',
  token,
  event: { type: 'attempt.failed', failure, at: 1_000 },
});

/** Steps one after the other, stored and read back as JSON in between, as a host does. */
const through = (...envelopes: Envelope[]): Stored =>
  envelopes.reduce<Stored>(
    (stored, envelope) => core.apply(JSON.parse(JSON.stringify(stored)), envelope).stored,
    core.begin({}).stored,
  );

describe('a step', () => {
  it('starts an attempt with a token', () => {
    const { stored, effects } = core.apply(
      core.begin({ request: 'q' }).stored,
      command('run.start'),
    );
    expect(stored).toMatchObject({ state: 'running', attempt: 1, timer: null });
    expect(effects).toEqual([
      { type: 'emit', event: { type: 'run.started' } },
      { type: 'emit', event: { type: 'attempt.started', retry: 0 } },
      { type: 'startAttempt', token: 1, input: { request: 'q', retry: 0, answer: null } },
    ]);
  });

  it('stops the attempt and arms the timer when it fails', () => {
    const { stored, effects } = core.apply(through(command('run.start')), failed(1));
    expect(stored).toMatchObject({ state: 'retrying', attempt: null, timer: { token: 2 } });
    expect(effects.map(({ type }) => type)).toEqual(['stopAttempt', 'emit', 'armTimer']);
    expect(effects.at(-1)).toEqual({ type: 'armTimer', token: 2, delayMs: 2_000 });
    expect(stored.context.wait).toEqual({ ms: 2_000, until: 3_000 });
  });

  it('clears the timer when the wait is cut short, and says what a run ended with', () => {
    const waiting = through(command('run.start'), failed(1));
    const again = core.apply(waiting, command('run.retryNow'));
    expect(again.effects[0]).toEqual({ type: 'clearTimer', token: 2 });
    expect(again.stored).toMatchObject({ state: 'running', attempt: 3 });

    const { effects } = core.apply(waiting, command('run.cancel'));
    expect(effects).toEqual([
      { type: 'clearTimer', token: 2 },
      { type: 'emit', event: { type: 'run.cancelled' } },
      { type: 'done', output: { status: 'cancelled', output: null, failure, retries: 1 } },
    ]);
  });

  it('does not change what it was given', () => {
    const stored = through(command('run.start'));
    const before = structuredClone(stored);
    core.apply(stored, failed(1));
    expect(stored).toEqual(before);
  });
});

describe('what comes late', () => {
  const twice = through(command('run.start'), failed(1), { type: 'timer', token: 2 }, failed(3));

  it('is ignored if it is a timer of an earlier wait, though XState gives both the same id', () => {
    expect(twice).toMatchObject({ state: 'retrying', timer: { token: 4 } });
    expect(core.apply(twice, { type: 'timer', token: 2 })).toEqual({
      stored: twice,
      effects: [],
      ignored: 'stale',
    });
  });

  it('is ignored if it is the result of an attempt long gone', () => {
    expect(core.apply(twice, failed(1)).ignored).toBe('stale');
    const running = core.apply(twice, { type: 'timer', token: 4 }).stored;
    expect(core.apply(running, failed(3)).ignored).toBe('stale');
    expect(core.apply(running, failed(5)).ignored).toBeUndefined();
  });

  it('is ignored by a run that is over: a pure transition would walk out of a final state', () => {
    const cancelled = through(command('run.start'), command('run.cancel'));
    for (const late of [command('run.cancel'), command('run.start'), failed(1)]) {
      expect(core.apply(cancelled, late)).toEqual({
        stored: cancelled,
        effects: [],
        ignored: 'settled',
      });
    }
  });

  it('is ignored if the state has no use for the command', () => {
    expect(core.apply(through(command('run.start')), command('run.retryNow')).ignored).toBe(
      'notApplicable',
    );
  });
});

describe('what is refused', () => {
  it.each([
    'xstate.after.backoff.run.retrying',
    'xstate.done.actor.attempt',
    'attempt.completed',
    'x',
  ])('%s as a command', (type) => {
    expect(() => core.apply(through(command('run.start')), command(type))).toThrow(
      expect.objectContaining({ name: 'ReservedEventError' }),
    );
  });

  it('a state that the machine does not have', () => {
    const stored = { ...through(command('run.start')), state: 'thinking' as never };
    expect(() => core.apply(stored, failed(1))).toThrow(
      expect.objectContaining({ name: 'UnknownStateError' }),
    );
  });
});

it('completes what an older version remembered, which knew of no repetition', () => {
  const { streak: _, ...older } = through(command('run.start')).context;
  const { maxRepeats: _r, ...policy } = older.policy;
  const stored = { ...through(command('run.start')), context: { ...older, policy } } as Stored;
  const event = {
    type: 'attempt.failed',
    failure: { ...failure, status: 500 },
    tookMs: 5,
  } as const;
  const { context } = core.apply(stored, { type: 'attempt', token: 1, event }).stored;
  expect(context).toMatchObject({
    streak: 1,
    retries: 1,
    policy: { maxRepeats: 3, maxRetries: 5 },
  });
});

describe('a throw in the machine', () => {
  it.each(['canRetry', 'canPark'] as const)('in the guard %s ends as a failed run', (guard) => {
    const machine = runMachine.provide({
      guards: {
        canRetry: () => false,
        [guard]: () => {
          throw new Error(`${guard} broke`);
        },
      },
    });
    const { stored, effects } = createCore(machine).apply(through(command('run.start')), failed(1));
    expect(stored).toMatchObject({ state: 'failed', attempt: null, timer: null });
    expect(stored.context.failure).toMatchObject({ rule: 'core.defect', retryable: false });
    expect(stored.context.failure?.message).toContain(`${guard} broke`);
    expect(effects.map(({ type }) => type)).toEqual(['stopAttempt', 'emit', 'done']);
  });

  it('while it waits leaves no timer behind', () => {
    const waiting = through(command('run.start'), failed(1));
    const context = { ...waiting.context, policy: null } as unknown as RunContext;
    const { stored, effects } = core.apply({ ...waiting, context }, command('run.retryNow'));
    expect(stored).toMatchObject({ state: 'failed', timer: null, attempt: null });
    expect(effects.map(({ type }) => type)).toEqual(['clearTimer', 'emit', 'done']);
  });

  it('in an assigner too, though XState does not let it through', () => {
    const stored = through(command('run.start'));
    const context = { ...stored.context, policy: null } as unknown as RunContext;
    expect(core.apply({ ...stored, context }, failed(1)).stored.state).toBe('failed');
  });
});

it('runs the context factory without an input, and keeps what the run had', () => {
  const stored = core.begin({ request: 'kept', policy: { maxRetries: 1 } }).stored;
  const later = core.apply(stored, command('run.start')).stored;
  expect(later.context).toMatchObject({ request: 'kept', policy: { maxRetries: 1 } });
});
