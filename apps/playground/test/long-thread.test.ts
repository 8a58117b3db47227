/** A thread of 2,000 messages in a real Chromium: its end is shown at once, and what is earlier comes in without a jump. */
import { createRuntime } from '@perdure/runtime';
import { sqliteStore } from '@perdure/sqlite';
import { openBrowser } from 'perdure-tools/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { violations } from './axe.ts';
import { DemoProcess } from './demo-process.ts';

const count = 1_000;
let demo: DemoProcess;
let browser: Browser;

/** Each prompt has its number, and each answer has some more or fewer lines. */
async function fill(data: string): Promise<void> {
  let answers = 0;
  const runtime = await createRuntime({
    store: sqliteStore(data, { durability: 'normal' }),
    async *provider() {
      const lines = Array.from({ length: 1 + (answers++ % 4) }, (_, line) => `Line ${line + 1}.`);
      yield { type: 'text', text: lines.join('\n\n') };
      yield { type: 'finish', reason: 'stop' };
    },
  });
  const thread = runtime.thread('long');
  for (let number = 1; number <= count; number++)
    await (await thread.start({ prompt: `Question ${number}.` })).done();
  await runtime.close();
}

beforeAll(async () => {
  [demo, browser] = await Promise.all([DemoProcess.start('demo', fill), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function open(): Promise<{ page: Page; requests: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(25_000);
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    expect(errors).toEqual([]);
  });
  await page.goto(`${demo.url}/#/t/long`);
  await page.getByText(`Question ${count}.`, { exact: true }).waitFor();
  return { page, requests };
}

const turns = (page: Page) => page.locator('.turn');

/** The numbers of the rendered prompts, in the order of the page. */
const numbers = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.entry[data-by="user"] .message-text')].map((node) =>
      Number(/\d+/.exec(node.textContent ?? '')?.[0]),
    ),
  );

/** Scrolls towards the start. Returns how far a prompt in view has moved, less the way that was scrolled. Pixels. */
const scrollUp = (page: Page, pixels: number) =>
  page.evaluate(async (way) => {
    const scroller = document.querySelector('.turns') as HTMLElement;
    const frames = async (more: number) => {
      for (let n = 0; n < more; n++) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const { top, bottom } = scroller.getBoundingClientRect();
    const inView = [...document.querySelectorAll('.entry[data-by="user"]')].find((node) => {
      const box = node.getBoundingClientRect();
      return box.top > top && box.bottom < bottom - way;
    });
    const before = inView?.getBoundingClientRect().top ?? Number.NaN;
    const from = scroller.scrollTop;
    scroller.scrollBy({ top: -way });
    const scrolled = from - scroller.scrollTop;
    // The page before may come in meanwhile.
    await frames(6);
    if (!inView?.isConnected) return Number.NaN;
    return inView.getBoundingClientRect().top - before - scrolled;
  }, pixels);

it('shows the end at once, with few elements, and without the log', async () => {
  const { page, requests } = await open();
  expect((await numbers(page)).at(-1)).toBe(count);
  expect(await turns(page).count()).toBeLessThan(40);
  expect(requests.filter((path) => path.endsWith('/page')).length).toBeLessThan(4);
  const box = await page.getByText(`Question ${count}.`, { exact: true }).boundingBox();
  expect(box && box.y > 0 && box.y < 900).toBe(true);
  expect(await violations(page)).toEqual([]);
});

it('brings what is earlier in order and without a jump, and renders no more than is near', async () => {
  const { page } = await open();
  const first = (await numbers(page))[0] ?? 0;
  const seen = new Set<number>();
  const moves: number[] = [];
  let most = 0;
  for (let step = 0; step < 40; step++) {
    const moved = await scrollUp(page, 350);
    if (!Number.isNaN(moved)) moves.push(Math.abs(moved));
    const shown = await numbers(page);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(new Set(shown).size).toBe(shown.length);
    for (const number of shown) seen.add(number);
    most = Math.max(most, await turns(page).count());
  }
  expect(moves.length).toBeGreaterThan(20);
  expect(Math.max(...moves)).toBeLessThanOrEqual(2);
  const earliest = Math.min(...seen);
  expect(earliest).toBeLessThan(first - 50);
  expect([...seen].filter((number) => number >= earliest)).toHaveLength(count + 1 - earliest);
  expect(most).toBeLessThan(40);

  const setSize = await turns(page).first().getAttribute('aria-setsize');
  expect(setSize).toBe('-1');
  await page.getByRole('region', { name: 'Conversation' }).focus();
  await page.keyboard.press('End');
  await expect.poll(async () => (await numbers(page)).at(-1)).toBe(count);
});

it('goes back to the end with a new prompt, and keeps the turn whose prompt is edited', async () => {
  const { page } = await open();
  const edited = page.locator('.turn').filter({ hasText: `Question ${count}.` });
  await edited.getByRole('button', { name: 'Edit' }).click();
  await edited.getByRole('textbox').fill('Another question');
  for (let step = 0; step < 12; step++) await scrollUp(page, 600);
  expect(await page.getByRole('textbox', { name: 'Edit the message' }).inputValue()).toBe(
    'Another question',
  );
  const composer = page.locator('.composer').getByRole('textbox');
  await composer.fill('The last question');
  await composer.press('Enter');
  await page.locator('.message-text', { hasText: 'The last question' }).waitFor();
  await expect
    .poll(() => page.locator('.turns').evaluate((node) => Math.round(node.scrollTop)))
    .toBe(0);
});
