/** The machine panel in a real Chromium, with real logs. */
import { resolve } from 'node:path';
import type { ThreadEvent } from '@perdure/thread';
import { openBrowser } from 'perdure-tools/browser';
import type { Browser, Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type StoryName, tell } from './logs.ts';

/** Defines `show(events)` in the page. */
const script = `
import i18next from 'i18next';
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import { addPerdure } from '@perdure/i18n';
import { MachinePanel } from '/src/page/machine/machine-panel.tsx';
import { en } from '/src/page/language/en.ts';

void i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: { playground: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
addPerdure(i18next);
const root = createRoot(document.body.appendChild(document.createElement('main')));
window.show = (events) => flushSync(() => root.render(createElement(MachinePanel, { events })));
`;

async function bundle(): Promise<string> {
  const result = (await build({
    root: resolve(import.meta.dirname, '../..'),
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? '\0entry' : null),
        load: (id) => (id === '\0entry' ? script : null),
      },
    ],
    build: { write: false, rolldownOptions: { input: 'entry' } },
  })) as Rolldown.RolldownOutput;
  return result.output[0].code;
}

let browser: Browser;
let code: string;
beforeAll(async () => {
  [browser, code] = await Promise.all([openBrowser(), bundle()]);
}, 60_000);
afterAll(() => browser.close());

async function open(events: readonly ThreadEvent[]): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  onTestFinished(async () => {
    await page.close();
    expect(errors).toEqual([]);
  });
  await page.addScriptTag({ content: code, type: 'module' });
  await page.waitForFunction('window.show');
  await show(page, events);
  return page;
}

const show = (page: Page, events: readonly unknown[]) =>
  page.evaluate((shown) => (window as unknown as { show(e: unknown): void }).show(shown), events);

/** The lit state, the drawn transitions, and the text of the event. */
async function seen(page: Page): Promise<[string, string[], string | null]> {
  const all = (selector: string, name: string) =>
    page
      .locator(selector)
      .evaluateAll((found, attribute) => found.map((e) => e.getAttribute(attribute) ?? ''), name);
  const lit = await all('[data-lit]', 'data-state');
  const taken = await all('[data-tone=drawn]', 'data-transition');
  return [lit.join(), taken, await page.locator('.machine-event').textContent()];
}

/** The events with their times moved, so that the last one has the present time. */
function asOfNow(events: readonly ThreadEvent[]): ThreadEvent[] {
  const late = Date.now() - (events.at(-1)?.at ?? 0);
  return events.map((event) => ({
    ...event,
    at: event.at + late,
    ...('retryAt' in event && event.retryAt !== null && { retryAt: event.retryAt + late }),
  }));
}

const until = (events: readonly ThreadEvent[], type: ThreadEvent['type']) =>
  events.slice(0, events.findIndex((event) => event.type === type) + 1);

it('steps through a run that is over, by buttons and by keys', async () => {
  const page = await open(await tell('retried'));
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const start = ['queued run.start #0'];

  expect(await seen(page)).toEqual(['completed', ['running attempt.completed #0'], 'Completed']);
  await press('First event');
  expect(await seen(page)).toEqual(['queued', [], 'Asked for']);
  await press('Forward');
  await press('Forward');
  expect(await seen(page)).toEqual(['running', start, 'Started']);

  const slider = page.getByRole('slider');
  await slider.press('ArrowRight');
  expect(await seen(page)).toEqual(['running', start, 'An attempt begins']);
  await slider.press('ArrowRight');
  const failed = ['retrying', ['running attempt.failed #1']];
  expect(await seen(page)).toEqual([...failed, 'Server error: waits 1 s for retry 1 of 10']);
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^5 of \d+: Server error/);
  await slider.press('Home');
  expect((await seen(page))[0]).toBe('queued');
  // A button at the end of its way keeps the focus.
  await press('Last event');
  expect((await seen(page))[0]).toBe('completed');
  expect(await page.evaluate(() => document.activeElement?.ariaDisabled)).toBe('true');
});

it('follows a run, until the user steps back, and again after Live', async () => {
  const events = await tell('asked');
  const page = await open(until(events, 'run.asked'));
  expect((await seen(page))[0]).toBe('awaitingInput');
  await show(page, until(events, 'run.answered'));
  expect((await seen(page))[2]).toBe('The human has answered');
  await page.getByRole('button', { name: 'Back' }).click();
  await show(page, events);
  expect((await seen(page))[2]).toBe('Asks a human');
  const live = page.getByRole('button', { name: 'Live' });
  expect(await live.getAttribute('aria-pressed')).toBe('false');
  await live.click();
  expect((await seen(page))[0]).toBe('completed');
});

it('counts a wait down on its state, and announces no seconds', async () => {
  const page = await open(asOfNow(until(await tell('retriedNow'), 'run.retrying')));
  const wait = page.locator('[data-state=retrying] .machine-wait');
  const picture = page.getByRole('img');
  const label = await picture.getAttribute('aria-label');
  expect(label).toBe(
    'The states of the run. It is in retrying, and came there from running by attempt.failed [canRetry].',
  );
  await wait.filter({ hasText: /^3[12] s$/ }).waitFor();
  await wait.filter({ hasText: /^30 s$/ }).waitFor();
  expect(await picture.getAttribute('aria-label')).toBe(label);
  expect(await page.locator('[aria-live], [role=status], [role=alert]').count()).toBe(0);

  // A past moment does not tick; it shows the rest of the wait as it was.
  await page.getByRole('button', { name: 'First event' }).click();
  expect(await wait.count()).toBe(0);
});

it('shows the runs of a thread, the newest first of all', async () => {
  const thread = async (...names: StoryName[]) => {
    const logs = await Promise.all(names.map(tell));
    return logs.flat().map((event, index) => ({ ...event, seq: index + 1 }));
  };
  const page = await open(await thread('refused', 'parked'));
  expect((await seen(page))[0]).toBe('completed');
  await page.getByRole('combobox', { name: 'Run' }).selectOption({ index: 0 });
  expect((await seen(page))[0]).toBe('failed');
  await show(page, await thread('refused', 'parked', 'stopped'));
  expect((await seen(page))[0]).toBe('failed');
  await page.getByRole('button', { name: 'Live' }).click();
  expect((await seen(page))[0]).toBe('cancelled');
});

it('is one picture before the first run', async () => {
  const page = await open([]);
  expect(await page.getByRole('img').getAttribute('aria-label')).toBe(
    'The states that a run moves through.',
  );
  expect(await page.locator('[data-lit]').count()).toBe(0);
  expect(await page.getByRole('slider').count()).toBe(0);
});
