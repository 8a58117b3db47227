/** `pnpm dev`: one process that serves page and API, restarts the server, and leaves no process behind. */
import { utimesSync } from 'node:fs';
import { resolve } from 'node:path';
import { openBrowser } from 'perdure-tools/browser';
import { expect, it, onTestFinished } from 'vitest';
import { DemoProcess } from './demo-process.ts';

const source = resolve(import.meta.dirname, '../src/server/log-line.ts');

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('serves the page and the API, restarts the server, and ends it with itself', async () => {
  const dev = await DemoProcess.start('dev');
  onTestFinished(() => dev.stop());
  const serverPid = async () => (await dev.info().catch(() => undefined))?.pid;
  const restartAfter = async (pid: number, cause: () => unknown) => {
    cause();
    await expect
      .poll(async () => ![pid, undefined].includes(await serverPid()), { timeout: 20_000 })
      .toBe(true);
    expect(isAlive(pid)).toBe(false);
    return (await dev.info()).pid;
  };

  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ locale: 'en-US' });
  const badge = (state: string) => page.locator(`[data-testid=connection]${state}`);
  const connected = badge('[data-connection=open]');
  await page.goto(dev.url);
  await connected.waitFor();

  const first = (await dev.info()).pid;
  const second = await restartAfter(first, () => utimesSync(source, new Date(), new Date()));
  await connected.waitFor();
  const lost = badge(':not([data-connection=open])').waitFor();
  const last = await restartAfter(second, () => dev.kill());
  // The page has noticed the end of the old server, and found the new one.
  await lost;
  await connected.waitFor();

  await dev.stop();
  expect(isAlive(last)).toBe(false);
});
