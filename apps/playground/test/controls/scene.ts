/** What the scenes share: a new thread, a prompt, and the state of the last run. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Hand } from './hands.ts';

export interface Scene {
  page: Page;
  hand: Hand;
}

export const lastIs = (page: Page, state: string) =>
  expect
    .poll(() => page.getByTestId('run-status').last().getAttribute('data-state'), {
      timeout: 20_000,
    })
    .toBe(state);

/** Begins a new thread, with the model of short answers. */
export async function begin({ page, hand }: Scene): Promise<void> {
  const before = await page.locator('main').elementHandle();
  await hand.press('button New thread');
  await expect.poll(() => before?.evaluate((main) => main.isConnected)).toBe(false);
  await page.getByText('Ask something.').waitFor();
  await hand.choose('combobox Model', 'perdure-demo-mini');
}

export async function send({ hand }: Scene, text: string): Promise<void> {
  await hand.write('textbox Message', text);
  await hand.press('button Send');
}
