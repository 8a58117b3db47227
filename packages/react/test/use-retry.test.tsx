/** The line of a wait, counting down, and the button that ends the wait. */
import './browser.ts';

import { answer, httpError, scripted } from '@perdure/providers/scripted';
import type { Thread } from '@perdure/thread';
import { expect, test } from 'vitest';
import { useRetry } from '../src/index.ts';
import { show } from './dom.ts';
import { eventually } from './eventually.ts';
import { openRuntime, serve } from './server.ts';

function RetryLine({ thread }: { thread: Thread }) {
  const { retry, retryNow, problem } = useRetry(thread);
  if (retry === null) return <p>none</p>;
  const { failure, retryCount, maxRetries, seconds } = retry;
  return (
    <button type="button" onClick={() => void retryNow()}>
      {`${failure.kind}, retry ${retryCount} of ${maxRetries} · ${seconds} s`}
      {problem && `, ${problem.name}`}
    </button>
  );
}

const slow = httpError(429, 'Slow down', { 'retry-after': '30' });

test('counts the seconds, begins at a click, and is gone once it has succeeded', async () => {
  const runtime = await openRuntime(scripted([slow], answer('Blue.')));
  const thread = runtime.thread('t1');
  const page = show(<RetryLine thread={thread} />);
  await eventually(page.text).toBe('none');
  const run = await thread.start({ prompt: 'Why?' });
  await eventually(page.text).toMatch(/^rateLimited, retry 1 of 10 · \d+ s$/);
  const seconds = () => Number(/· (\d+) s/.exec(page.text())?.[1]);
  const first = seconds();
  await eventually(seconds).toBeLessThan(first);
  page.click('button');
  expect(await run.done()).toMatchObject({ status: 'completed', retryCount: 1 });
  await eventually(page.text).toBe('none');
});

test('says why a request to begin at once failed', async () => {
  const { thread, stop } = await serve(scripted([slow], answer('Blue.')));
  const page = show(<RetryLine thread={thread} />);
  await eventually(page.text).toBe('none');
  await thread.start({ prompt: 'Why?' });
  await eventually(page.text).toMatch(/ s$/);
  stop();
  page.click('button');
  await eventually(page.text).toMatch(/ s, HttpError$/);
});
