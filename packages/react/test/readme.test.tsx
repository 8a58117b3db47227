/** The app of the README, unchanged: type-checked, then run against a real server. */
import './browser.ts';

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { answer, httpError, scripted } from '@perdure/providers/scripted';
import { onTestFinished, test, vi } from 'vitest';
import { eventually } from './eventually.ts';
import { serve } from './server.ts';

const root = resolve(import.meta.dirname, '..');

function writeApp() {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const code = /```tsx\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  // In the package's folder, so that Node resolves its dependencies.
  const folder = mkdtempSync(join(import.meta.dirname, '.readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const app = join(folder, 'app.tsx');
  writeFileSync(app, code);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: [app] }),
  );
  return { app, folder };
}

/** Resolves relative addresses against the server, as they are in a page that it served. */
function serveFrom(url: string) {
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
    fetch(new URL(new URL(input, location.href).pathname, url), init),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
}

test('has the right types', async () => {
  const { folder } = writeApp();
  const tsc = join(root, '../../node_modules/.bin/tsc');
  await promisify(execFile)(tsc, ['-p', folder]);
});

test('sends, retries, shows the answer', async () => {
  const { url, runtime } = await serve(scripted([httpError(503)], answer('Rayleigh.')));
  serveFrom(url);
  const { app } = writeApp();
  await import(app);
  await eventually(() => document.querySelector('input')).not.toBeNull();
  const input = document.querySelector('input') as HTMLInputElement;
  input.value = 'Why?';
  // The event that Enter causes, without a submitter because the form has no submit button.
  input.form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await eventually(() => document.body.textContent).toContain('submitted retry 1 of 10');
  const [run] = runtime.thread('t1').getSnapshot().runs;
  await (await runtime.run(run?.id ?? ''))?.send({ type: 'run.retryNow' });
  await eventually(() => document.body.textContent).toContain('Why?Rayleigh.ready');
});
