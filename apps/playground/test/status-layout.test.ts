/** The layout of a run's status: its parts overlap neither each other nor their surroundings. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { demoPaths, type Fault } from '../src/demo-api.ts';
import { ask, demo, inState, open } from './demo-page.ts';

const waits: Fault = { kind: 'status', status: 503, retryAfterSeconds: 50 };
const asks: Fault = { kind: 'toolCall', name: 'delete_file', arguments: { path: 'a.txt' } };

/** The gaps between the parts of the last status, and to the timeline below it, from top to bottom. */
const gaps = (page: Page) =>
  page.evaluate(() => {
    const status = document.querySelector('.status:last-of-type');
    const parts = [
      '.status-row',
      '.status-actions',
      '.question',
      '.out-of-date',
      '.timeline > summary',
    ];
    const boxes = parts.flatMap((part) => {
      const node = (part.startsWith('.timeline') ? document : status)?.querySelector(part);
      return node ? [{ part, box: node.getBoundingClientRect() }] : [];
    });
    const below = boxes.filter(({ part }) => part !== '.status-actions');
    const row = below[0]?.box;
    const actions = boxes.find(({ part }) => part === '.status-actions')?.box;
    return {
      rowHoldsActions:
        row && actions ? actions.bottom <= row.bottom && actions.top >= row.top : null,
      gaps: below.slice(1).map(({ box }, index) => box.top - (below[index]?.box.bottom ?? 0)),
    };
  });

it.each([
  { locale: 'en-US', width: 1280 },
  { locale: 'de', width: 1280 },
  { locale: 'de', width: 900 },
  { locale: 'fr', width: 360 },
])('while it waits, also without a connection: %o', async (options) => {
  const page = await open({ ...options, losesServer: true });
  await demo.plan([waits]);
  await ask(page);
  await inState(page, 'retrying');
  await page.evaluate((path) => fetch(path, { method: 'POST' }).catch(() => {}), demoPaths.kill);
  await page.locator('.out-of-date').waitFor();
  const found = await gaps(page);
  expect(found.rowHoldsActions).toBe(true);
  expect(found.gaps).toHaveLength(2);
  for (const gap of found.gaps) expect(gap).toBeGreaterThanOrEqual(6);
  // Waits for the server, because the next test needs it.
  await page.locator('.out-of-date').waitFor({ state: 'detached' });
});

it('while it asks', async () => {
  const page = await open({ width: 1280 });
  await demo.plan([asks]);
  await ask(page);
  await inState(page, 'awaitingInput');
  const found = await gaps(page);
  expect(found.rowHoldsActions).toBe(true);
  expect(found.gaps).toHaveLength(1);
  expect(found.gaps[0]).toBeGreaterThanOrEqual(6);
});
