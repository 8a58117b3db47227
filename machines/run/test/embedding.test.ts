/** The machine in a plain createActor, without the other packages: an embedding in another program. */
import type { Failure } from '@perdure/failure';
import { describe, expect, it } from 'vitest';
import { createActor, toPromise } from 'xstate';
import { type AttemptScope, defaultPolicy, runMachine, toPolicy } from '../src/index.ts';
import { embed, settled, unavailable } from './embed.ts';

describe('a run in a plain actor', () => {
  it('fails twice, waits 2 s and then 4 s, and completes', async () => {
    const seen: AttemptScope['input'][] = [];
    const { actor, clock, said } = embed(async ({ input }) => {
      seen.push(input);
      return input.retryCount < 2
        ? { type: 'attempt.failed', failure: unavailable, at: clock.now() }
        : { type: 'attempt.completed', output: 'Rayleigh scattering.' };
    });
    actor.send({ type: 'run.start' });
    await settled();
    expect(actor.getSnapshot().context.wait).toEqual({ ms: 2_000, until: 2_000 });
    clock.increment(2_000);
    await settled();
    expect(actor.getSnapshot().context.wait).toEqual({ ms: 4_000, until: 6_000 });
    clock.increment(4_000);
    expect(await toPromise(actor)).toEqual({
      status: 'completed',
      output: 'Rayleigh scattering.',
      failure: null,
      retryCount: 2,
      usage: null,
    });
    expect(seen.map(({ request, retryCount }) => [request, retryCount])).toEqual([
      ['Why is the sky blue?', 0],
      ['Why is the sky blue?', 1],
      ['Why is the sky blue?', 2],
    ]);
    expect(said).toContainEqual({
      type: 'run.retrying',
      retryCount: 2,
      maxRetries: 10,
      waitMs: 4_000,
      retryAt: 6_000,
      failure: unavailable,
    });
  });

  it('aborts its attempt when it is cancelled, and ignores the result of the attempt', async () => {
    let signal: AbortSignal | undefined;
    let finish = () => {};
    const { actor, words } = embed((scope) => {
      signal = scope.signal;
      return new Promise((resolve) => {
        finish = () => resolve({ type: 'attempt.completed' });
      });
    });
    actor.send({ type: 'run.start' });
    actor.send({ type: 'run.cancel' });
    finish();
    await settled();
    expect(signal?.aborted).toBe(true);
    expect(words()).toEqual(['run.started', 'attempt.started', 'run.cancelled']);
    expect(actor.getSnapshot().output?.status).toBe('cancelled');
  });

  it('asks a human and continues with the answer, which later retries receive too', async () => {
    const answers: unknown[] = [];
    const { actor, clock } = embed(async ({ input }) => {
      answers.push(input.answer);
      if (input.answer === null) return { type: 'attempt.asked', question: 'Delete it?' };
      return input.retryCount === 0
        ? { type: 'attempt.failed', failure: unavailable }
        : { type: 'attempt.completed' };
    });
    actor.send({ type: 'run.start' });
    await settled();
    expect(actor.getSnapshot().context.question).toBe('Delete it?');
    actor.send({ type: 'run.answer', answer: 'no' });
    await settled();
    clock.increment(2_000);
    await toPromise(actor);
    expect(answers).toEqual([null, 'no', 'no']);
  });

  it('fails with a reason if no attempt was provided', async () => {
    const actor = createActor(runMachine, { input: {} }).start();
    actor.send({ type: 'run.start' });
    const { status, failure } = await toPromise(actor);
    expect(status).toBe('failed');
    expect(failure?.message).toContain('runMachine.provide');
  });
});

describe('the wait', () => {
  const waitAfter = async (failure: Failure, policy = {}, jitter?: number) => {
    const { actor } = embed(
      async () => ({ type: 'attempt.failed', failure, ...(jitter !== undefined && { jitter }) }),
      policy,
    );
    actor.send({ type: 'run.start' });
    await settled();
    const { value, context } = actor.getSnapshot();
    actor.stop();
    return [value, context.wait?.ms];
  };

  it('is never shorter than the wait that the server asks for', async () => {
    expect(await waitAfter({ ...unavailable, retryAfterMs: 7_000 })).toEqual(['retrying', 7_000]);
    expect(await waitAfter({ ...unavailable, retryAfterMs: 10 })).toEqual(['retrying', 2_000]);
  });

  it('parks the run above parkAfterMs, and only above it', async () => {
    expect(await waitAfter({ ...unavailable, retryAfterMs: 60_000 })).toEqual(['retrying', 60_000]);
    expect(await waitAfter({ ...unavailable, retryAfterMs: 60_001 })).toEqual(['parked', 60_001]);
  });

  it('with equal jitter is half fixed and half random', async () => {
    const policy = { jitter: 'equal' };
    expect(await waitAfter(unavailable, policy, 0)).toEqual(['retrying', 1_000]);
    expect(await waitAfter(unavailable, policy, 0.5)).toEqual(['retrying', 1_500]);
  });

  it('doubles from 2 s to 60 s, and outlasts an outage of five minutes', async () => {
    const { actor, clock, said } = embed(async () => ({
      type: 'attempt.failed',
      failure: unavailable,
    }));
    actor.send({ type: 'run.start' });
    for (let i = 0; i < 10; i++) {
      await settled();
      clock.increment(60_000);
    }
    await settled();
    const waits = said.flatMap((event) => (event.type === 'run.retrying' ? [event.waitMs] : []));
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, ...Array(5).fill(60_000)]);
    expect(waits.reduce((sum, ms) => sum + ms)).toBeGreaterThan(300_000);
    expect(actor.getSnapshot().value).toBe('failed');
  });
});

describe('a failure that comes back unchanged', () => {
  const refused: Failure = {
    kind: 'rateLimited',
    retryable: true,
    status: 429,
    message: 'Not served (request req_011CSHoEeqs5C35K2UUqR7Fy)',
    decidedBy: 'status/429',
    doubtful: true,
  };
  const { doubtful: _, ...crowded } = refused;

  /**
   * Fails the attempts in the given ways, one after the other, and repeats the last way. Returns the number of calls.
   */
  async function failing(...ways: { failure: Failure; tookMs?: number }[]) {
    let calls = 0;
    const { actor, clock, said } = embed(
      async () => {
        const way = ways[Math.min(calls++, ways.length - 1)];
        return { type: 'attempt.failed', failure: unavailable, ...way, at: clock.now() };
      },
      { maxRetries: 5 },
    );
    actor.send({ type: 'run.start' });
    for (let wait = 1; wait <= 5; wait++) {
      await settled();
      clock.increment(32_000);
    }
    await settled();
    return { calls, said, output: actor.getSnapshot().output };
  }

  it('at once, four times in a row, ends the run early and reports the count', async () => {
    const { calls, said, output } = await failing({ failure: refused, tookMs: 80 });
    expect(calls).toBe(4);
    const failure = { ...refused, retryable: false, repeats: 4 };
    expect(output).toMatchObject({ status: 'failed', retryCount: 3, failure });
    expect(said.at(-1)).toEqual({ type: 'run.failed', failure });
  });

  it('is unchanged if only ids and numbers in its text differ', async () => {
    const message = (n: number) => `Refused (request req_${n}f1CSHoEeqs5C35K2UUqR7Fy, try ${n})`;
    const ways = [1, 2, 3, 4].map((n) => ({
      failure: { ...refused, message: message(n) },
      tookMs: 80,
    }));
    expect((await failing(...ways)).calls).toBe(4);
  });

  it.each([
    ['after a second', { failure: refused, tookMs: 1_000 }],
    ['after the first output', { failure: refused }],
    [
      'with a wait that the server names',
      { failure: { ...refused, retryAfterMs: 1_000 }, tookMs: 80 },
    ],
    ['as an outage', { failure: unavailable, tookMs: 80 }],
    ['without a network', { failure: { ...crowded, kind: 'network' as const }, tookMs: 5 }],
    ['as a crowded minute', { failure: crowded, tookMs: 80 }],
    ['as an overload', { failure: { ...crowded, kind: 'overloaded' as const }, tookMs: 80 }],
  ])('%s uses up all retries', async (_, way) => {
    const { calls, output } = await failing(way);
    expect(calls).toBe(6);
    expect(output?.failure?.repeats).toBeUndefined();
  });

  it('is counted from one again after a different failure', async () => {
    const same = { failure: refused, tookMs: 80 };
    const other = { failure: { ...refused, status: 500 }, tookMs: 80 };
    expect((await failing(same, same, same, other, same)).calls).toBe(6);
  });

  it('is counted from one again after a question', async () => {
    let calls = 0;
    const { actor, clock } = embed(
      async () => {
        calls++;
        return calls === 3
          ? { type: 'attempt.asked', question: 'sure?' }
          : { type: 'attempt.failed', failure: refused, tookMs: 80, at: clock.now() };
      },
      { maxRetries: 5 },
    );
    actor.send({ type: 'run.start' });
    for (let step = 1; step <= 8; step++) {
      await settled();
      if (actor.getSnapshot().value === 'awaitingInput')
        actor.send({ type: 'run.answer', answer: 'yes' });
      else clock.increment(32_000);
    }
    await settled();
    expect(actor.getSnapshot().output?.failure).toMatchObject({ status: 429 });
    expect(actor.getSnapshot().output?.failure?.repeats).toBeUndefined();
    expect(calls).toBe(7);
  });

  it('uses up all retries if maxRepeats is as large as maxRetries', async () => {
    let calls = 0;
    const { actor, clock } = embed(
      async () => {
        calls++;
        return { type: 'attempt.failed', failure: refused, tookMs: 5, at: clock.now() };
      },
      { maxRetries: 5, maxRepeats: 5 },
    );
    actor.send({ type: 'run.start' });
    for (let wait = 1; wait <= 6; wait++) {
      await settled();
      clock.increment(32_000);
    }
    expect(calls).toBe(6);
  });
});

describe('a policy', () => {
  it.each([
    { maxRetries: Number.POSITIVE_INFINITY },
    { maxRetries: 1.5 },
    { maxTotalRetries: 1_001 },
    { baseMs: Number.NaN },
    { maxMs: -1 },
    { parkAfterMs: '60' as unknown as number },
    { jitter: 'full' as never },
  ])('out of its bounds is refused, with the name of the field: %o', (policy) => {
    const [field] = Object.keys(policy);
    expect(() => toPolicy(policy)).toThrow(
      expect.objectContaining({
        name: 'InvalidPolicyError',
        message: expect.stringMatching(`${field}`),
      }),
    );
  });

  it('takes the default for a field that is missing or undefined', () => {
    expect(toPolicy({ maxRetries: 1, baseMs: undefined as never })).toEqual({
      ...defaultPolicy,
      maxRetries: 1,
    });
  });
});
