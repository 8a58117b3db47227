/** Faults with the user's own numbers: the plan that they make, and the form. */
import { describe, expect, it } from 'vitest';
import { type OwnFaults, planOf, startingFaults } from '../src/page/faults/own-faults.ts';
import { button, demo, open } from './demo-page.ts';

const own = (part: Partial<OwnFaults>) => planOf({ ...startingFaults, ...part });

describe('the fields of the form', () => {
  it('make a plan of calls that succeed, then of calls that fail', () => {
    expect(own({})).toEqual([{ kind: 'status', status: 503 }]);
    expect(own({ first: '1', count: '2', status: '429', wait: '7' })).toEqual([
      { kind: 'ok' },
      { kind: 'status', status: 429, retryAfterSeconds: 7 },
      { kind: 'status', status: 429, retryAfterSeconds: 7 },
    ]);
    expect(own({ moment: 'during', how: 'stall', tokens: '0' })).toEqual([
      { kind: 'stall', afterTokens: 0 },
    ]);
  });

  it.each<Partial<OwnFaults>>([
    { status: '' },
    { status: '399' },
    { status: '4e2' },
    { wait: '-1' },
    { wait: '1.5' },
    { count: '0' },
    { count: '21' },
    { first: '' },
    { moment: 'during', tokens: '' },
  ])('make no plan with %o', (part) => {
    expect(own(part)).toBeNull();
  });

  it('ignore the fields of the other moment', () => {
    expect(own({ moment: 'during', status: '' })).toEqual([{ kind: 'cut', afterTokens: 20 }]);
    expect(own({ tokens: '' })).toEqual([{ kind: 'status', status: 503 }]);
  });
});

it('the form shows its plan, and adds it to the present one', async () => {
  const page = await open();
  await button(page, '401').click();
  await page.getByText('Your own numbers').click();
  await page.getByLabel('HTTP status').fill('429');
  await page.getByLabel('Retry-After, s').fill('7');
  await page.getByLabel('Succeed before').fill('1');
  const shown = page.getByRole('status', { name: 'Comes to' }).locator('code');
  const plan = [{ kind: 'ok' }, { kind: 'status', status: 429, retryAfterSeconds: 7 }] as const;
  expect(await shown.allTextContents()).toEqual(plan.map((fault) => JSON.stringify(fault)));
  await button(page, 'Add to the plan').click();
  const planned = [{ kind: 'status', status: 401 }, ...plan];
  await expect.poll(() => demo.planned()).toEqual(planned);
  const list = page.getByRole('list', { name: 'Next calls' });
  await list.getByText('429, wait 7 s').waitFor();

  // The browser refuses a number out of range, and focuses its field.
  const count = page.getByLabel('Calls that fail');
  await count.fill('99');
  await page.getByText('A number is missing, or out of range.').waitFor();
  await button(page, 'Add to the plan').click();
  expect(await count.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await demo.planned()).toEqual(planned);
});
