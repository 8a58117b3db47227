/** Measures the page's frames while a thread is opened or an answer is read. */
import type { Browser, Page } from 'playwright-core';

export interface Measured {
  ms: number;
  frames: number;
  /** Number of frames that came more than 50 ms after the frame before. */
  dropped: number;
  p99Ms: number;
  longestMs: number;
  heapMb: number;
}

/** Timeout of every wait, milliseconds. */
const patience = 10 * 60_000;

/** Opens a thread, and measures from the navigation until the last message is shown. */
export async function openThread(
  browser: Browser,
  url: string,
  threadId: string,
  messages: number,
): Promise<Measured> {
  const page = await newPage(browser);
  const started = Date.now();
  await page.goto(`${url}/#/t/${threadId}`);
  if (messages > 0) {
    await page
      .getByText(`Question number ${messages - 2}`, { exact: true })
      .waitFor({ timeout: patience });
    await page.getByText(`Answer number ${messages - 1}:`).waitFor({ timeout: patience });
  } else await page.getByTestId('connection').getByText('Connected').waitFor();
  return finish(page, started);
}

/** Sends a prompt, and measures from the prompt to the end of the answer. */
export async function readAnswer(browser: Browser, url: string, tokens: number): Promise<Measured> {
  const page = await newPage(browser);
  await page.goto(url);
  await page.getByTestId('connection').getByText('Connected').waitFor();
  const composer = page.getByRole('textbox', { name: 'Message' });
  await composer.fill(`Give me ${tokens} tokens`);
  await page.evaluate(() => Object.assign(globalThis, { gaps: [] }));
  const started = Date.now();
  await composer.press('Enter');
  await page
    .locator('[data-testid=run-status][data-state=completed]')
    .waitFor({ state: 'attached', timeout: patience });
  return finish(page, started);
}

async function newPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(patience);
  await page.addInitScript(() => {
    const watched = globalThis as unknown as { gaps: number[] };
    watched.gaps = [];
    let last = performance.now();
    const frame = (now: number) => {
      watched.gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return page;
}

async function finish(page: Page, started: number): Promise<Measured> {
  // The pause of 500 ms includes the frames that show the end.
  await page.waitForTimeout(500);
  const ms = Date.now() - started - 500;
  const gaps = await page.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.close();
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    ms,
    frames: gaps.length,
    dropped: gaps.filter((gap) => gap > 50).length,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    longestMs: sorted.at(-1) ?? 0,
    heapMb: usedSize / 2 ** 20,
  };
}
