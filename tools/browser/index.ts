/** A real Chromium without an installation: the one that comes by npm on Linux x64, an installed Chrome elsewhere. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const isBundled = process.platform === 'linux' && process.arch === 'x64';

/** To be closed by who opened it. Throws what Playwright throws where there is neither. */
export async function openBrowser(): Promise<Browser> {
  if (!isBundled) return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      // In one process, a page that is closed takes the browser along.
      ...chromium.args.filter((argument) => argument !== '--single-process'),
      '--no-sandbox',
      '--disable-background-networking',
    ],
  });
}
