/** A real Chromium for tests. On Linux x64 it is the one that npm installs; elsewhere it is an installed Chrome. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const isBundled = process.platform === 'linux' && process.arch === 'x64';

/** Opens a browser, which the caller must close. @throws Playwright's error if no browser is found */
export async function openBrowser(): Promise<Browser> {
  if (!isBundled) return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      // `--single-process` is left out, because with it the browser ends as soon as a page is closed.
      ...chromium.args.filter((argument) => argument !== '--single-process'),
      '--no-sandbox',
      '--disable-background-networking',
    ],
  });
}
