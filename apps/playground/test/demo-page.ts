/** The page in a real Chromium, served by `pnpm demo`: helpers to open it and to send prompts. */
import { openBrowser } from 'perdure-tools/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { DemoProcess } from './demo-process.ts';

export let demo: DemoProcess;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([DemoProcess.start(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

export const question = 'Why is the sky blue?';

export interface OpenOptions {
  locale?: string;
  /** Network errors on the console are accepted, because the test kills the server. */
  losesServer?: boolean;
  /** A refused request on the console is accepted. */
  isRefused?: boolean;
  colorScheme?: 'light' | 'dark';
  width?: number;
}

/** Opens a page with a new thread. Errors on its console fail the test. */
export async function open({
  locale = 'en-US',
  losesServer = false,
  isRefused = false,
  colorScheme = 'light',
  width = 1400,
}: OpenOptions = {}): Promise<Page> {
  await demo.clearPlan();
  const viewport = { width, height: 900 };
  const page = await browser.newPage({ locale, colorScheme, viewport });
  page.setDefaultTimeout(25_000);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    const isExpected = (text: string) =>
      (losesServer && /net::ERR_/.test(text)) || (isRefused && /status of 400/.test(text));
    expect(errors.filter((text) => !isExpected(text))).toEqual([]);
  });
  await page.goto(demo.url);
  await page.locator('[data-testid=connection][data-connection=open]').waitFor();
  return page;
}

export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });

export async function ask(page: Page, prompt = question): Promise<void> {
  const composer = page.locator('.composer').getByRole('textbox');
  await composer.fill(prompt);
  await composer.press('Enter');
}

export const inState = (page: Page, state: string) =>
  page.locator(`[data-testid=run-status][data-state=${state}]`).waitFor({ state: 'attached' });

export const messages = (page: Page) => page.getByRole('article').allInnerTexts();
