/** The step, and the special cases that it must handle. */
import type { Failure } from '@perdure/failure';
import { type RunContext, runMachine } from '@perdure/run';
import { describe, expect, it } from 'vitest';
import { createCore, type Envelope, type Stored } from '../src/index.ts';

const failure: Failure = {
  kind: 'serverError',
  retryable: true,
  status: 503,
  message: 'Service Unavailable',
  decidedBy: 'status/5xx',
};

const core = createCore();
const command = (type: string): Envelope => ({ type: 'command', command: { type } as never });
const failed = (fence: number): Envelope => ({
  type: 'attempt',
  fence,
  event: { type: 'attempt.failed', failure, at: 1_000 },
});

/** The stored run after several steps. Between two steps it is written as JSON and read back, as a host does. */
const through = (...envelopes: Envelope[]): Stored =>
  envelopes.reduce<Stored>(
    (stored, envelope) => core.step(JSON.parse(JSON.stringify(stored)), envelope).stored,
    core.begin({}).stored,
  );

describe('a step', () => {
  it('starts an attempt with a fence', () => {
    const { stored, effects } = core.step(
      core.begin({ request: 'q' }).stored,
      command('run.start'),
    );
    expect(stored).toMatchObject({ state: 'running', attemptFence: 1, timer: null });
    expect(effects).toEqual([
      { type: 'emit', event: { type: 'run.started' } },
      { type: 'emit', event: { type: 'attempt.started', retryCount: 0 } },
      {
        type: 'startAttempt',
        fence: 1,
        input: { request: 'q', retryCount: 0, answer: null, answered: null },
      },
    ]);
  });

  it('stops the attempt and arms a timer when the attempt fails', () => {
    const { stored, effects } = core.step(through(command('run.start')), failed(1));
    expect(stored).toMatchObject({ state: 'retrying', attemptFence: null, timer: { fence: 2 } });
    expect(effects.map(({ type }) => type)).toEqual(['stopAttempt', 'emit', 'armTimer']);
    expect(effects.at(-1)).toEqual({ type: 'armTimer', fence: 2, delayMs: 2_000, dueAt: 3_000 });
    expect(stored.context.wait).toEqual({ ms: 2_000, until: 3_000 });
  });

  it('clears the timer when a command ends the wait, and reports the output of a run that is over', () => {
    const waiting = through(command('run.start'), failed(1));
    const again = core.step(waiting, command('run.retryNow'));
    expect(again.effects[0]).toEqual({ type: 'clearTimer', fence: 2 });
    expect(again.stored).toMatchObject({ state: 'running', attemptFence: 3 });

    const { effects } = core.step(waiting, command('run.cancel'));
    expect(effects).toEqual([
      { type: 'clearTimer', fence: 2 },
      { type: 'emit', event: { type: 'run.cancelled' } },
      {
        type: 'done',
        output: { status: 'cancelled', output: null, failure, retryCount: 1, usage: null },
      },
    ]);
  });

  it('does not change its argument', () => {
    const stored = through(command('run.start'));
    const before = structuredClone(stored);
    core.step(stored, failed(1));
    expect(stored).toEqual(before);
  });
});

describe('a late arrival', () => {
  const twice = through(command('run.start'), failed(1), { type: 'timer', fence: 2 }, failed(3));

  it('is ignored if it is the timer of an earlier wait, although XState gives both the same id', () => {
    expect(twice).toMatchObject({ state: 'retrying', timer: { fence: 4 } });
    expect(core.step(twice, { type: 'timer', fence: 2 })).toEqual({
      stored: twice,
      effects: [],
      ignored: 'stale',
    });
  });

  it('is ignored if it is the result of a former attempt', () => {
    expect(core.step(twice, failed(1)).ignored).toBe('stale');
    const running = core.step(twice, { type: 'timer', fence: 4 }).stored;
    expect(core.step(running, failed(3)).ignored).toBe('stale');
    expect(core.step(running, failed(5)).ignored).toBeUndefined();
  });

  it('is ignored by a run that is over, because a pure transition would leave the final state', () => {
    const cancelled = through(command('run.start'), command('run.cancel'));
    for (const late of [command('run.cancel'), command('run.start'), failed(1)]) {
      expect(core.step(cancelled, late)).toEqual({
        stored: cancelled,
        effects: [],
        ignored: 'settled',
      });
    }
  });

  it('is ignored if the state does not take the command', () => {
    expect(core.step(through(command('run.start')), command('run.retryNow')).ignored).toBe(
      'notApplicable',
    );
  });
});

describe('a step refuses', () => {
  it.each([
    'xstate.after.backoff.run.retrying',
    'xstate.done.actor.attempt',
    'attempt.completed',
    'x',
  ])('%s as a command', (type) => {
    expect(() => core.step(through(command('run.start')), command(type))).toThrow(
      expect.objectContaining({ name: 'ReservedEventError' }),
    );
  });

  it('a state that the machine does not have', () => {
    const stored = { ...through(command('run.start')), state: 'thinking' as never };
    expect(() => core.step(stored, failed(1))).toThrow(
      expect.objectContaining({ name: 'UnknownStateError' }),
    );
  });
});

it('completes the context of an older version, which did not count repetitions', () => {
  const { streak: _, ...older } = through(command('run.start')).context;
  const { maxRepeats: _r, ...policy } = older.policy;
  const stored = { ...through(command('run.start')), context: { ...older, policy } } as Stored;
  const event = {
    type: 'attempt.failed',
    failure: { ...failure, status: 500 },
    tookMs: 5,
  } as const;
  const { context } = core.step(stored, { type: 'attempt', fence: 1, event }).stored;
  expect(context).toMatchObject({
    streak: 1,
    retryCount: 1,
    policy: { maxRepeats: 3, maxRetries: 10 },
  });
});

describe('a throw in the machine', () => {
  it.each(['canRetry', 'canPark'] as const)('in the guard %s ends the run as failed', (guard) => {
    const machine = runMachine.provide({
      guards: {
        canRetry: () => false,
        [guard]: () => {
          throw new Error(`${guard} broke: password=Zq8Wm3Kx7Lp2`);
        },
      },
    });
    const { stored, effects } = createCore(machine).step(through(command('run.start')), failed(1));
    expect(stored).toMatchObject({ state: 'failed', attemptFence: null, timer: null });
    expect(stored.context.failure).toMatchObject({ decidedBy: 'core/defect', retryable: false });
    expect(stored.context.failure?.message).toContain(`${guard} broke: password=[redacted]`);
    expect(effects.map(({ type }) => type)).toEqual(['stopAttempt', 'emit', 'done']);
  });

  it('during a wait clears the timer', () => {
    const waiting = through(command('run.start'), failed(1));
    const context = { ...waiting.context, policy: null } as unknown as RunContext;
    const { stored, effects } = core.step({ ...waiting, context }, command('run.retryNow'));
    expect(stored).toMatchObject({ state: 'failed', timer: null, attemptFence: null });
    expect(effects.map(({ type }) => type)).toEqual(['clearTimer', 'emit', 'done']);
  });

  it('in an assigner ends the run as failed too, although XState catches it', () => {
    const stored = through(command('run.start'));
    const context = { ...stored.context, policy: null } as unknown as RunContext;
    expect(core.step({ ...stored, context }, failed(1)).stored.state).toBe('failed');
  });
});

it('keeps the request and the policy, although XState runs the context factory without an input', () => {
  const stored = core.begin({ request: 'kept', policy: { maxRetries: 1 } }).stored;
  const later = core.step(stored, command('run.start')).stored;
  expect(later.context).toMatchObject({ request: 'kept', policy: { maxRetries: 1 } });
});
