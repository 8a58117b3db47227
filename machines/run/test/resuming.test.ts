/** A run that takes up a failed one, in plain actors. */
import { expect, it } from 'vitest';
import { toPromise } from 'xstate';
import { type AttemptScope, resumingInput } from '../src/index.ts';
import { embed, settled, unavailable } from './embed.ts';

it('has the request, the policy, the answer and fresh retries, and says which run it takes up', async () => {
  const first = embed(
    async ({ input }) =>
      input.answer === null
        ? { type: 'attempt.asked', question: 'Delete it?' }
        : { type: 'attempt.failed', failure: unavailable },
    { maxRetries: 1 },
  );
  first.actor.send({ type: 'run.start' });
  await settled();
  first.actor.send({ type: 'run.answer', answer: 'yes' });
  await settled();
  first.clock.increment(2_000);
  expect(await toPromise(first.actor)).toMatchObject({ status: 'failed', retryCount: 1 });

  const seen: AttemptScope['input'][] = [];
  const second = embed(
    async ({ input }) => {
      seen.push(input);
      return { type: 'attempt.completed' };
    },
    {},
    resumingInput('r1', first.actor.getSnapshot().context),
  );
  second.actor.send({ type: 'run.start' });
  await toPromise(second.actor);
  expect(second.said[0]).toEqual({ type: 'run.started', resumes: 'r1' });
  expect(seen).toEqual([
    { request: 'Why is the sky blue?', retryCount: 0, answer: 'yes', answered: 'Delete it?' },
  ]);
  const { policy, totalRetryCount } = second.actor.getSnapshot().context;
  expect([policy.maxRetries, totalRetryCount]).toEqual([1, 0]);
});
