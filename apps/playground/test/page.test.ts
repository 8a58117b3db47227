/** The page in a real Chromium, served by `pnpm demo`. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, button, demo, inState, messages, open, question } from './demo-page.ts';

const run = (page: Page) => page.getByTestId('run-status');

/** The seconds of the countdown, once it is shown. */
async function secondsLeft(page: Page): Promise<number> {
  const shown = await page.getByText(/^Rate limited, retry 1 of 10 · \d s$/).textContent();
  return Number(/(\d) s$/.exec(shown ?? '')?.[1]);
}

describe('the page', () => {
  it('shows an answer that survives two 503 and a cut, counting down in the same place', async () => {
    const page = await open();
    await button(page, '503, 503, cut, then success').click();
    await ask(page);
    await inState(page, 'retrying');
    const placeholder = await run(page).elementHandle();
    const timer = page.getByRole('timer');
    await timer.getByText(/^Provider overloaded, retry 1 of 10 · [12] s$/).waitFor();
    await timer.getByText(/^Provider overloaded, retry 2 of 10 · [34] s$/).waitFor();
    await timer.getByText(/^Provider overloaded, retry 2 of 10 · [12] s$/).waitFor();
    await timer.getByText(/^Answer cut off, retry 3 of 10 · [5-8] s$/).waitFor();
    // The same element was updated all the way, never replaced.
    expect(await placeholder?.evaluate((node) => node.isConnected)).toBe(true);
    await button(page, 'Retry now').click();
    await inState(page, 'completed');

    const texts = await messages(page);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain(question);
    const requests = await demo.requests();
    expect(requests.map(({ fault }) => fault)).toEqual(['status', 'status', 'cut', 'ok']);
    for (const { messages: sent } of requests) expect(sent).toHaveLength(1);
  });

  it('counts down to the same deadline after a reload', async () => {
    const page = await open();
    await button(page, '429, wait 5 s').click();
    await ask(page);
    const before = await secondsLeft(page);
    await page.reload();
    const after = await secondsLeft(page);
    expect(before).toBeLessThanOrEqual(5);
    expect(after).toBeLessThanOrEqual(before);
    await inState(page, 'completed');
    expect(await messages(page)).toHaveLength(2);
  });

  it('cancels in the wait, and nothing follows', async () => {
    const page = await open();
    const before = (await demo.requests()).length;
    await button(page, '429, wait 90 s').click();
    await ask(page);
    await inState(page, 'parked');
    await button(page, 'Cancel').click();
    await inState(page, 'cancelled');
    expect(await page.getByText('Cancelled', { exact: true }).count()).toBeGreaterThan(0);
    expect(await demo.requests()).toHaveLength(before + 1);
  });

  it('stops in mid-stream, and keeps what was written', async () => {
    const page = await open();
    await button(page, 'Stall').click();
    await ask(page);
    await page.getByRole('article').nth(1).waitFor();
    await button(page, 'Stop').click();
    await inState(page, 'cancelled');
    expect(await messages(page)).toHaveLength(2);
  });

  it('shows the final failure, with the next action', async () => {
    const page = await open();
    await button(page, '401').click();
    await ask(page);
    const alert = page.getByRole('alert');
    await alert.getByText('Access denied').waitFor();
    await alert.getByText('Check the API key.').waitFor();
    await alert.getByRole('button', { name: 'Answer again' }).click();
    await inState(page, 'completed');
    expect(await messages(page)).toHaveLength(2);
  });

  it('is one answer, however many model steps it took', async () => {
    const page = await open();
    await button(page, 'Calls send_receipt').click();
    await button(page, 'Cut mid-stream').click();
    await ask(page);
    await inState(page, 'retrying');
    expect(await page.getByText('Assistant', { exact: true }).count()).toBe(1);
    await button(page, 'Retry now').click();
    await inState(page, 'completed');
    expect(await page.getByText('Assistant', { exact: true }).count()).toBe(1);
    expect(await messages(page)).toHaveLength(2);
  });

  it('shows a run, its machine, its attempts and the means to make it fail on one screen', async () => {
    const page = await open();
    await demo.plan([{ kind: 'status', status: 503, retryAfterSeconds: 30 }]);
    await ask(page);
    await inState(page, 'retrying');
    for (const part of [
      run(page),
      page.getByRole('img', { name: /^The states of the run/ }),
      page.getByText('1 attempt'),
      button(page, 'Kill the server'),
      page.getByRole('heading', { name: 'Make it fail' }),
      page.getByText('All calls succeed.'),
    ]) {
      const box = await part.boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= 900, `${part}`).toBe(true);
    }
  });

  it('writes all times of day in one way, that of its language', async () => {
    const page = await open();
    const times = async () => [
      await page.locator('.threads-more').first().textContent(),
      await page.locator('.machine-record time').textContent(),
    ];
    await ask(page);
    await inState(page, 'completed');
    for (const time of await times()) expect(time).toMatch(/\d [AP]M$/);
    await page.getByLabel('Language').selectOption('Deutsch');
    for (const time of await times()) expect(time).toMatch(/\d\d:\d\d(:\d\d,\d)?$/);
  });

  it('shows the failure that is left when the retries are used up', async () => {
    const page = await open();
    for (let call = 0; call < 11; call++) await button(page, '503').first().click();
    await ask(page);
    for (let retry = 1; retry <= 10; retry++) {
      await page
        .getByText(new RegExp(`^Provider overloaded, retry ${retry} of 10 · \\d+ s$`))
        .waitFor();
      await button(page, 'Retry now').click();
    }
    await page
      .getByRole('alert')
      .getByText(/Provider overloaded/)
      .waitFor();
    await inState(page, 'failed');
  });

  it('changes to Chinese, also in the middle of a wait, and remembers it', async () => {
    const page = await open();
    await button(page, '429, wait 5 s').click();
    await ask(page);
    await inState(page, 'retrying');
    await page.getByLabel('Language').selectOption('中文');
    await page.getByText(/^.+第 1 次重试（共 10 次）· \d 秒$/).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.reload();
    await button(page, '取消').click();
    await inState(page, 'cancelled');
  });

  it.each([
    ['zh-CN', 'zh-CN', '发送'],
    ['ja', 'ja', '送信'],
    ['de-AT', 'de', 'Senden'],
    ['es-MX', 'es', 'Enviar'],
    ['fr-CH', 'fr', 'Envoyer'],
    ['nl', 'en', 'Send'],
  ])('starts in the language of the browser: %s', async (locale, language, send) => {
    const page = await open({ locale });
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await button(page, send).waitFor();
  });

  it('outlasts a server that is killed in the back-off', async () => {
    const page = await open({ losesServer: true });
    const { pid } = await demo.info();
    await button(page, '429, wait 5 s').click();
    await ask(page);
    await inState(page, 'retrying');
    await button(page, 'Kill the server').click();
    const connection = page.getByTestId('connection');
    await connection.getByText('Connection lost, trying again…').waitFor();
    await connection.getByText('Connected').waitFor();
    expect((await demo.info()).pid).not.toBe(pid);
    await inState(page, 'completed');
    expect(await messages(page)).toHaveLength(2);
  });

  it('announces each change once, and not each second', async () => {
    const page = await open();
    await page.evaluate(() => {
      const spoken: string[] = [];
      Object.assign(window, { spoken });
      const status = document.querySelector('[role=status]') as Element;
      new MutationObserver(() => spoken.push(status.textContent ?? '')).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await button(page, '429, wait 5 s').click();
    await ask(page);
    await inState(page, 'retrying');
    await inState(page, 'completed');
    const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
    // 'Thinking…' is optional, because an attempt that fails at once may leave no time for it.
    expect(spoken.filter((text) => text !== 'Thinking…')).toEqual([
      'Rate limited, retry 1 of 10',
      'Rate limited, retry 1 of 10 · now',
      'Answering, retry 1 of 10',
      'Answer complete',
    ]);
  });
});
