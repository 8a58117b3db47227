/** The line of a wait, counting down, and the button that ends it. */
import './browser.ts';

import { answer, httpError, scripted } from '@perdure/providers/scripted';
import { expect, test } from 'vitest';
import { type ChatThread, useRetry } from '../src/index.ts';
import { show } from './dom.ts';
import { eventually } from './eventually.ts';
import { openRuntime } from './server.ts';

function RetryLine({ thread }: { thread: ChatThread }) {
  const { retry, retryNow } = useRetry(thread);
  if (retry === null) return <p>none</p>;
  const { failure, number, maxRetries, seconds } = retry;
  return (
    <button type="button" onClick={() => void retryNow()}>
      {`${failure.kind}, retry ${number} of ${maxRetries} · ${seconds} s`}
    </button>
  );
}

test('counts the seconds, begins at a click, and is gone once it has succeeded', async () => {
  const slow = httpError(429, 'Slow down', { 'retry-after': '30' });
  const runtime = await openRuntime(scripted([slow], answer('Blue.')));
  const thread = runtime.thread('t1');
  const page = show(<RetryLine thread={thread} />);
  await eventually(page.text).toBe('none');
  const run = await thread.start({ prompt: 'Why?' });
  await eventually(page.text).toMatch(/^rateLimited, retry 1 of 5 · \d+ s$/);
  const seconds = () => Number(/· (\d+) s/.exec(page.text())?.[1]);
  const first = seconds();
  await eventually(seconds).toBeLessThan(first);
  page.click('button');
  expect(await run.done()).toMatchObject({ status: 'completed', retries: 1 });
  await eventually(page.text).toBe('none');
});
