/** A real Chromium for tests: on Linux x64 the one that npm installs, elsewhere an installed Chrome. */
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const isBundled = process.platform === 'linux' && process.arch === 'x64';

/** The caller closes it. @throws Playwright's error if there is neither */
export async function openBrowser(): Promise<Browser> {
  if (!isBundled) return playwright.launch({ channel: 'chrome' });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      // Left out, because in a single process a page that is closed ends the browser too.
      ...chromium.args.filter((argument) => argument !== '--single-process'),
      '--no-sandbox',
      '--disable-background-networking',
    ],
  });
}
