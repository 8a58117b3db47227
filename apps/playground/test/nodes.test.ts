/** `pnpm demo --postgres --nodes 3` in a browser: the page reads from one node, another one answers, and is killed. */
import { openBrowser } from 'perdure-tools/browser';
import { expect, it, onTestFinished } from 'vitest';
import { violations } from './axe.ts';
import { DemoProcess } from './demo-process.ts';

it('an answer goes on in another node once the one that gave it is killed, and the page shows who it was', async () => {
  const demo = await DemoProcess.start('demo', undefined, ['--postgres', '--nodes=3']);
  onTestFinished(() => demo.stop());
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(25_000);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(demo.url);
  await page.locator('[data-testid=connection][data-connection=open]').waitFor();
  const nodes = page.getByRole('region', { name: 'Nodes' });
  await expect.poll(() => nodes.locator('[data-node]').count()).toBe(3);
  const names = await nodes.locator('[data-node] .node-name').allInnerTexts();
  expect(names.map((name) => name.slice(0, 2))).toEqual(['n1', 'n2', 'n3']);

  const editor = page.getByRole('textbox').first();
  await editor.fill('Why is the sky blue?');
  await editor.press('Enter');
  const attempts = nodes.locator('ol li');
  await attempts.first().waitFor();
  const first = (await attempts.allInnerTexts())[0]?.slice(0, 2);
  // The page is served by the first node.
  expect(['n2', 'n3']).toContain(first);
  await page.getByText(/^Sunlight/).waitFor();
  await page.getByRole('button', { name: `Kill ${first}` }).click();
  await expect
    .poll(() => attempts.allInnerTexts(), { timeout: 25_000 })
    .toEqual([`${first}: lost`, expect.stringMatching(/^n[123]: completed$/)]);
  const answers = page.getByRole('article').filter({ hasText: 'Sunlight looks white' });
  await expect.poll(() => answers.count()).toBe(1);
  // The killed node is started again.
  await expect.poll(() => nodes.locator('[data-node]').count()).toBe(3);
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
}, 90_000);
