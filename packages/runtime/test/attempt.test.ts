/** An attempt alone: what its provider yields once it is over. */
import { expect, it } from 'vitest';
import { Attempt, type AttemptOptions } from '../src/attempt/attempt.ts';
import { defaultTimeouts } from '../src/attempt/watchdog.ts';
import { defaultLimits } from '../src/options/limits.ts';
import { systemClock } from '../src/ports/clock.ts';

it('takes no text after its signal has aborted', async () => {
  const abort = new AbortController();
  const goesOn = Promise.withResolvers<void>();
  const published: unknown[] = [];
  const options = {
    async *provider() {
      yield { type: 'text', text: 'One ' };
      await goesOn.promise;
      yield { type: 'text', text: 'two' };
    },
    request: { threadId: 't', runId: 'r', signal: abort.signal },
    history: () => [],
    timeouts: defaultTimeouts,
    limits: defaultLimits,
    clock: systemClock,
    random: () => 0,
    newId: () => 'm',
    yieldToEventLoop: () => undefined,
    subscribers: { publish: (_: string, item: unknown) => published.push(item) },
  } as unknown as AttemptOptions;
  const attempt = new Attempt(options);
  const end = attempt.run();
  await expect.poll(() => published.length).toBe(1);
  abort.abort(new Error('It was stopped.'));
  goesOn.resolve();
  expect(await end).toMatchObject({ type: 'attempt.failed' });
  await new Promise((next) => setImmediate(next));
  expect(published).toHaveLength(1);
  expect(attempt.message?.parts).toEqual([{ type: 'text', text: 'One ' }]);
});
