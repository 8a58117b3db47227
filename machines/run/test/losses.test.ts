/** An attempt that is lost with its process is counted apart from one that failed, and an orderly end not at all. */
import { describe, expect, it } from 'vitest';
import { type RunContext, type RunInput, upgradeContext } from '../src/index.ts';
import { isLost, isSuspect, type RunEvent } from '../src/words.ts';
import { embed, unavailable } from './embed.ts';

const lost = { type: 'attempt.lost' } as const;
const orderly = { type: 'attempt.lost', orderly: true } as const;
const failed = { type: 'attempt.failed', failure: unavailable } as const;
const now = { type: 'run.retryNow' } as const;

/** A run whose attempts end as the events say. */
function after(events: readonly RunEvent[], policy: RunInput['policy'] = {}) {
  const { actor, said } = embed(() => new Promise(() => {}), policy);
  actor.send({ type: 'run.start' });
  for (const event of events) actor.send(event);
  const { value, context } = actor.getSnapshot();
  const waits = said.flatMap((event) => (event.type === 'run.retrying' ? [event.waitMs] : []));
  return { value, context, waits, said };
}

const times = (count: number) => Array.from({ length: count }, () => [lost, now]).flat();

describe('a lost attempt', () => {
  it('uses up no retry, and is told with its count', () => {
    const { value, context, said } = after([failed, now, lost]);
    expect(value).toBe('retrying');
    expect(context).toMatchObject({ retryCount: 1, totalRetryCount: 1, lossCount: 1 });
    expect(said.at(-1)).toMatchObject({ retryCount: 1, lossCount: 1 });
  });

  it('comes back maxLosses times, and then interrupts the run', () => {
    expect(after([...times(5)]).value).toBe('running');
    const { value, context } = after([...times(5), lost]);
    expect(value).toBe('interrupted');
    expect(context.failure).toMatchObject({
      code: 'process_lost',
      retryable: false,
      message: 'The process ended 6 times while this run was under way.',
    });
    expect(isLost(context.failure ?? unavailable)).toBe(true);
    expect(after([lost], { maxLosses: 0 }).context.failure?.message).toMatch(/ended once/);
  });

  it.each([
    ['fails', failed, 1],
    ['asks', { type: 'attempt.asked', question: '?' }, 0],
    ['records a step', { ...lost, progressed: true }, 2],
    ['is cleared', { type: 'attempt.cleared' }, 1],
  ] as const)('is forgotten once an attempt %s', (_, event, suspicion) => {
    const { context } = after([lost, now, event]);
    expect(context).toMatchObject({ lossCount: suspicion > 1 ? 1 : 0, suspicion });
  });

  it('counts on after the step of a suspect, because the run may end the process after each', () => {
    const steps = Array.from({ length: 6 }, () => [{ ...lost, progressed: true }, now]).flat();
    expect(after(steps).value).toBe('running');
    expect(after([...steps, { ...lost, progressed: true }]).value).toBe('interrupted');
  });

  it('does not come back for ever, though each was cleared', () => {
    const cleared = { type: 'attempt.cleared' } as const;
    const ends = Array.from({ length: 100 }, () => [cleared, lost, now]).flat();
    expect(after(ends).value).toBe('running');
    expect(after([...ends, cleared, lost]).value).toBe('interrupted');
  });

  it('waits longer each time, up to maxMs', () => {
    const { waits } = after(times(5), { maxMs: 20_000 });
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 20_000]);
  });

  it('has jitter whatever the policy says, and never waits for 0 ms', () => {
    const early = { ...lost, jitter: 0 };
    expect(after([early]).waits).toEqual([1_000]);
    expect(after([early], { baseMs: 0 }).waits).toEqual([1]);
  });

  it('makes a suspect of a run at the second time', () => {
    expect(isSuspect(after([lost]).context)).toBe(false);
    expect(isSuspect(after([lost, now, lost]).context)).toBe(true);
    expect(isSuspect(after([lost, now, failed, now, lost]).context)).toBe(true);
    expect(isSuspect(after([...times(3), { type: 'attempt.cleared' }]).context)).toBe(false);
  });
});

describe('an attempt that ended in good order', () => {
  it('counts nothing, however often', () => {
    const ends = Array.from({ length: 30 }, () => [orderly, now]).flat();
    const { value, context } = after([failed, now, lost, now, ...ends]);
    expect(value).toBe('running');
    expect(context).toMatchObject({
      retryCount: 1,
      totalRetryCount: 1,
      lossCount: 1,
      suspicion: 1,
    });
    expect(context.failure?.code).toBe('runtime_closed');
  });

  it('waits for a second at most, and for a millisecond at least', () => {
    expect(after([{ ...orderly, jitter: 0.5 }]).waits).toEqual([500]);
    expect(after([{ ...orderly, jitter: 0.5 }], { baseMs: 20 }).waits).toEqual([10]);
    expect(after([{ ...orderly, jitter: 0 }]).waits).toEqual([1]);
  });

  it('interrupts the run if the policy says so', () => {
    expect(after([orderly], { onLost: 'interrupt' }).value).toBe('interrupted');
  });
});

it('a context without counts of losses has none', () => {
  const { lossCount: _, suspicion: _s, ...old } = after([lost]).context;
  expect(upgradeContext(old as RunContext)).toMatchObject({ lossCount: 0, suspicion: 0 });
});
