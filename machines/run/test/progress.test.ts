/** Retries are counted since the last progress, and in all. */
import { describe, expect, it } from 'vitest';
import {
  type AttemptEvent,
  defaultPolicy,
  type RunContext,
  type RunInput,
  upgradeContext,
} from '../src/index.ts';
import { embed, settled, unavailable } from './embed.ts';

const failed = { type: 'attempt.failed', failure: unavailable } as const;
const progressed = { ...failed, progressed: true } as const;

/** Ends the attempts in the given ways, one after the other, and repeats the last way, until the run is over or asks. */
async function ending(ways: readonly AttemptEvent[], policy: RunInput['policy'] = {}) {
  let calls = 0;
  const { actor, clock, said } = embed(
    async () => ways[Math.min(calls++, ways.length - 1)] as AttemptEvent,
    policy,
  );
  actor.send({ type: 'run.start' });
  for (let wait = 0; wait < 300 && actor.getSnapshot().status === 'active'; wait++) {
    await settled();
    if (actor.getSnapshot().value === 'awaitingInput')
      actor.send({ type: 'run.answer', answer: 'yes' });
    else clock.increment(policy.maxMs ?? defaultPolicy.maxMs);
  }
  await settled();
  const waits = said.flatMap((event) =>
    event.type === 'run.retrying' ? [[event.retryCount, event.waitMs]] : [],
  );
  return { calls, waits, snapshot: actor.getSnapshot() };
}

describe('an attempt that fails after a recorded step', () => {
  it('begins the retries and the waits again', async () => {
    const policy = { maxRetries: 2 };
    const { waits, snapshot } = await ending([failed, failed, progressed, failed, failed], policy);
    expect(waits).toEqual([
      [1, 2_000],
      [2, 4_000],
      [1, 2_000],
      [2, 4_000],
    ]);
    expect(snapshot.output).toMatchObject({ status: 'failed', retryCount: 2 });
    expect(snapshot.context.totalRetryCount).toBe(4);
  });

  it('does so too if it was lost with its process', async () => {
    const lost = { type: 'attempt.lost', progressed: true } as const;
    const { waits } = await ending([failed, lost, failed], { maxRetries: 1 });
    expect(waits.map(([retry]) => retry)).toEqual([1, 0, 1]);
  });

  it('does so too if it asked a question', async () => {
    const asked = { type: 'attempt.asked', question: 'sure?', progressed: true } as const;
    const { waits } = await ending([failed, asked, failed], { maxRetries: 1 });
    expect(waits.map(([retry]) => retry)).toEqual([1, 1]);
  });

  it('gets no retry if the policy allows none', async () => {
    expect((await ending([progressed], { maxRetries: 0 })).calls).toBe(1);
  });

  it('ends a series of failures that come back unchanged', async () => {
    const failure = { ...unavailable, status: 500 };
    const refused = { ...failed, failure, tookMs: 5 } as const;
    const step = { ...refused, progressed: true } as const;
    const ways = [refused, refused, refused, step, refused, refused, refused, refused];
    const { calls, snapshot } = await ending(ways);
    expect(calls).toBe(8);
    expect(snapshot.output?.failure?.repeats).toBe(4);
  });
});

describe('all retries of a run', () => {
  it('are at most maxTotalRetries, also if every attempt makes progress', async () => {
    expect((await ending([progressed], { baseMs: 0 })).calls).toBe(101);
    expect((await ending([progressed], { baseMs: 0, maxTotalRetries: 20 })).calls).toBe(21);
  });

  it('are at most maxRetries if maxTotalRetries is not more', async () => {
    const policy = { baseMs: 0, maxRetries: 3, maxTotalRetries: 0 };
    expect((await ending([progressed], policy)).calls).toBe(4);
  });

  it('are those of the one count that an older version has stored', async () => {
    const { actor } = embed(async () => failed);
    const { totalRetryCount: _, resumes: _r, ...older } = actor.getSnapshot().context;
    const { maxTotalRetries: _m, ...policy } = older.policy;
    const stored = { ...older, policy, retryCount: 3 } as RunContext;
    expect(upgradeContext(stored)).toMatchObject({
      retryCount: 3,
      totalRetryCount: 3,
      resumes: null,
      policy: { maxTotalRetries: 100 },
    });
  });
});
