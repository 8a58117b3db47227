/** A real Chromium: the one that comes by npm on Linux x64, an installed Chrome elsewhere. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { onTestFinished } from 'vitest';

const isBundled = process.platform === 'linux' && process.arch === 'x64';

export async function openBrowser(): Promise<Browser> {
  const browser = await (isBundled ? openBundled() : playwright.launch({ channel: 'chrome' }));
  onTestFinished(() => browser.close());
  return browser;
}

const openBundled = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      // In one process, a page that is closed takes the browser along.
      ...chromium.args.filter((argument) => argument !== '--single-process'),
      '--no-sandbox',
      '--disable-background-networking',
    ],
  });
