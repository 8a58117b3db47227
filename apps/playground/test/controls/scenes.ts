/** The scenes that use every control of the page, each with its visible effects. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Fault } from '../../src/demo-api.ts';
import { presets } from '../../src/page/faults/presets.ts';
import { demo } from '../demo-page.ts';
import { notes } from '../files.ts';
import { files } from './file-scene.ts';
import { begin, lastIs, type Scene, send } from './scene.ts';

const asks: Fault = { kind: 'toolCall', name: 'ask_human', arguments: { question: 'Which?' } };
const deletes: Fault = { kind: 'toolCall', name: 'delete_file', arguments: { path: 'a.txt' } };
const receipt: Fault = {
  kind: 'toolCall',
  name: 'send_receipt',
  arguments: { to: 'a', amount: 1 },
};
const stall: Fault = { kind: 'stall', afterTokens: 3 };

const planIs = (length: number) =>
  expect.poll(async () => (await demo.planned()).length).toBe(length);
const articles = (page: Page) => expect.poll(() => page.getByRole('article').count());
const focusedName = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

/** In order, because some depend on what earlier ones have left. */
export const scenes: Record<string, (scene: Scene) => Promise<void>> = {
  async shell({ page, hand }) {
    const root = page.locator('html');
    await hand.choose('combobox Colours', 'Dark');
    expect(await root.getAttribute('data-theme')).toBe('dark');
    await hand.choose('combobox Language', 'Deutsch');
    expect(await root.getAttribute('lang')).toBe('de');
    await page.evaluate(() => localStorage.clear());
    await page.reload();
  },

  async prompt(scene) {
    const { page, hand } = scene;
    await begin(scene);
    await hand.press('button Why is the sky blue?');
    await lastIs(page, 'completed');
    await hand.press('button Edit');
    await hand.press('button Cancel');
    await expect.poll(() => page.locator('.prompt-editor').count()).toBe(0);
    await hand.press('button Edit');
    await hand.write('textbox Edit the message', 'Why do retries help?');
    await hand.press('button Send');
    await page.getByText(/^A retry is worth/).waitFor();
    await lastIs(page, 'completed');
    const before = (await demo.requests()).length;
    await hand.press('button Answer again');
    await expect.poll(async () => (await demo.requests()).length).toBe(before + 1);
    await lastIs(page, 'completed');
  },

  files,

  async plan({ hand, page }) {
    const list = page.getByRole('list', { name: 'Next calls' });
    const names = [
      '503',
      '529',
      '429, wait 5 s',
      '429, wait 90 s',
      '429 quota',
      '401',
      '400 too long',
      '400 filtered',
      'Cut mid-stream',
      'Stall',
      'Error in a 200',
      'Early end',
      'Thinks first',
      'Ends with length',
      'Calls send_receipt',
      'Calls ask_human',
      'Calls delete_file',
    ];
    for (const [index, name] of names.entries()) {
      await hand.press(`button ${name}`);
      // The list grows with each fault and moves the buttons, so that a click ahead of it would miss.
      await planIs(index + 1);
    }
    await expect.poll(() => demo.planned()).toEqual(Object.values(presets).flat());
    await hand.press('button Remove');
    await planIs(16);
    await hand.press('button 503, 503, cut, then success');
    await planIs(3);
    await hand.press('button Clear');
    await planIs(0);
    await list.getByText('All calls succeed.').waitFor();
  },

  async ownNumbers({ hand }) {
    await hand.press('summary Your own numbers');
    await hand.press('radio In mid-stream');
    await hand.choose('combobox How it fails', 'Stall');
    await hand.write('spinbutton After tokens', '7');
    await hand.write('spinbutton Succeed before', '1');
    await hand.press('button Add to the plan');
    await hand.press('radio Before the first byte');
    await hand.write('spinbutton HTTP status', '429');
    await hand.write('spinbutton Retry-After, s', '3');
    await hand.write('spinbutton Calls that fail', '2');
    await hand.press('button Add to the plan');
    const refused = { kind: 'status', status: 429, retryAfterSeconds: 3 };
    await expect
      .poll(() => demo.planned())
      .toEqual([
        { kind: 'ok' },
        { kind: 'stall', afterTokens: 7 },
        { kind: 'ok' },
        refused,
        refused,
      ]);
    await demo.clearPlan();
  },

  async run(scene) {
    const { page, hand } = scene;
    await begin(scene);
    await demo.plan([{ kind: 'cut', afterTokens: 3 }]);
    await send(scene, 'Why is the sky blue?');
    await lastIs(page, 'retrying');
    await hand.press('button Retry now');
    await lastIs(page, 'completed');
    await hand.press('summary attempts');
    await hand.press('summary half an answer discarded');
    await page.locator('.half blockquote').waitFor();

    await demo.plan([stall]);
    await send(scene, 'And again?');
    await articles(page).toBe(4);
    await send(scene, 'And then?');
    await lastIs(page, 'queued');
    await hand.press('button Cancel');
    await lastIs(page, 'cancelled');
    await hand.press('button Stop');
    await expect
      .poll(() => page.locator('[data-state=cancelled][data-testid=run-status]').count())
      .toBe(2);

    await demo.plan([{ kind: 'status', status: 401 }]);
    await send(scene, 'And now?');
    await lastIs(page, 'failed');
    await hand.press('summary Details');
    await page.getByRole('alert').locator('pre').waitFor();
    await hand.press('button Resume');
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await lastIs(page, 'completed');

    await demo.plan([{ kind: 'status', status: 401 }]);
    await send(scene, 'And once more?');
    await lastIs(page, 'failed');
    await hand.press('button Answer again');
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await lastIs(page, 'completed');

    const turns = page.locator('.turns');
    const place = () => turns.evaluate((node) => node.scrollTop);
    await expect.poll(place).toBe(0);
    await hand.scroll('region Conversation');
    await expect.poll(place).toBeLessThan(0);
  },

  async heldQueue(scene) {
    const { page, hand } = scene;
    const held = page.locator('.held');
    for (const choice of ['Go on', 'Discard']) {
      await begin(scene);
      await demo.plan([
        { kind: 'status', status: 529, retryAfterSeconds: 3 },
        { kind: 'status', status: 401 },
      ]);
      await send(scene, 'Why is the sky blue?');
      await lastIs(page, 'retrying');
      await send(scene, 'And why do retries help?');
      await held.getByText('1 prompt waits: Access denied').waitFor();
      await hand.press(`button ${choice}`);
      await expect.poll(() => held.count()).toBe(0);
      await lastIs(page, choice === 'Go on' ? 'completed' : 'cancelled');
    }
  },

  async machine({ page, hand }) {
    const place = (text: string) => page.getByText(text, { exact: true }).waitFor();
    await hand.choose(
      'combobox Run',
      (await page.locator('.machine-runs option').first().textContent()) ?? '',
    );
    const count = Number(await page.getByRole('slider').getAttribute('max')) + 1;
    await hand.press('button First event');
    await place(`1 of ${count}`);
    await hand.press('button Forward');
    await place(`2 of ${count}`);
    await hand.press('button Last event');
    await place(`${count} of ${count}`);
    await hand.press('button Back');
    await place(`${count - 1} of ${count}`);
    await hand.slide('slider Steps of the run');
    await place(`1 of ${count}`);
    await hand.press('button Live');
    await page.locator('.machine-live[aria-pressed=true]').waitFor();
    await hand.press('button Copy the machine');
    await hand.press('button Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^createMachine/);
    const [tab] = await Promise.all([
      page.waitForEvent('popup'),
      hand.press('link Open Stately’s editor'),
    ]);
    expect(tab.url()).toBe('https://stately.ai/editor');
    await tab.close();
  },

  async tools(scene) {
    const { page, hand } = scene;
    await begin(scene);
    await demo.plan([receipt]);
    await send(scene, 'Send it.');
    await lastIs(page, 'completed');
    await hand.press('summary a tool');
    await page.locator('.tool[open] pre').waitFor();
    await demo.plan([asks]);
    await send(scene, 'Ask me.');
    await hand.write('textbox Which?', 'This one');
    await hand.press('button Answer');
    await page.getByText(/“This one”/).waitFor();
    for (const choice of ['Allow', 'Refuse']) {
      await demo.plan([deletes]);
      await send(scene, `I shall say ${choice}.`);
      await hand.press(`button ${choice}`);
      await expect.poll(() => page.getByRole('button', { name: choice }).count()).toBe(0);
      await lastIs(page, 'completed');
    }
    expect((await demo.effects()).at(-1)?.done).toBe('a.txt was deleted.');
    await hand.press('summary What the model was sent');
    await page.getByRole('list', { name: 'What the model was sent' }).waitFor();
  },

  async server({ page, hand }) {
    const { pid } = await demo.info();
    await hand.press('button Kill the server');
    await page.locator('.connection[data-connection=lost]').waitFor();
    await page.locator('.connection[data-connection=open]').waitFor();
    expect((await demo.info()).pid).not.toBe(pid);
  },

  async looks(scene) {
    const { page, hand } = scene;
    await begin(scene);
    await send(scene, 'Why is the sky blue?');
    await lastIs(page, 'completed');
    await hand.press('link In assistant-ui');
    const turns = page.locator('.assistant-message');
    await expect.poll(() => turns.count()).toBe(2);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      hand.press('button Attach files'),
    ]);
    await chooser.setFiles([notes]);
    await hand.press('button Remove');
    await expect.poll(() => page.locator('.attached').count()).toBe(0);
    await demo.plan([stall]);
    await send(scene, 'And why do retries help?');
    await hand.press('button Stop');
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    await hand.press('button Answer again');
    await page.getByText(/^A retry is worth/).waitFor();
    await hand.press('link In the playground');
    await articles(page).toBe(4);
    await begin(scene);
    await hand.press('link a thread');
    await articles(page).toBeGreaterThan(0);
  },

  async drawers({ page, hand }) {
    await page.setViewportSize({ width: 360, height: 780 });
    for (const [name, drawer] of [
      ['Threads', 'navigation'],
      ['Test bench', 'complementary'],
    ] as const) {
      const side = page.getByRole(drawer);
      await hand.press(`button ${name}`);
      await side.waitFor();
      await hand.press('button Close');
      await expect.poll(() => side.count()).toBe(0);
      // The focus returns to the button that opened the drawer.
      expect(await focusedName(page)).toBe(name);
    }
  },
};
