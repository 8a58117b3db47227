/** The machine in a browser, with XState and no other package of Perdure than `@perdure/run`. */
import { resolve } from 'node:path';
import { openBrowser } from 'perdure-tools/browser';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

/** Runs in the page: fails once, waits, and answers. Writes states and output to `document.title`. */
const script = `
import { createActor } from 'xstate';
import { fromAttempt, runMachine } from '@perdure/run';

const failure = { kind: 'serverError', retryable: true, status: 503, message: 'no', decidedBy: 'test' };
const attempt = fromAttempt(async ({ input }) =>
  input.retryCount === 0
    ? { type: 'attempt.failed', failure, at: Date.now() }
    : { type: 'attempt.completed', output: 'Rayleigh' },
);
const seen = [];
const actor = createActor(runMachine.provide({ actors: { attempt } }), {
  input: { request: 'Why?', policy: { baseMs: 5 } },
});
actor.subscribe({
  next: ({ value }) => seen.push(value),
  complete: () => { document.title = JSON.stringify([seen, actor.getSnapshot().output]); },
});
actor.start().send({ type: 'run.start' });
`;

async function bundle(): Promise<string> {
  const entry = '\0entry';
  const result = (await build({
    root: resolve(import.meta.dirname, '..'),
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? entry : null),
        load: (id) => (id === entry ? script : null),
      },
    ],
    build: { write: false, rolldownOptions: { input: 'entry' } },
  })) as Rolldown.RolldownOutput;
  return result.output[0].code;
}

it('runs in a browser under a plain createActor', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addScriptTag({ content: await bundle(), type: 'module' });
    await page.waitForFunction('document.title !== ""');
    expect(JSON.parse(await page.title())).toEqual([
      ['queued', 'running', 'retrying', 'running', 'completed'],
      { status: 'completed', output: 'Rayleigh', failure: null, retryCount: 1, usage: null },
    ]);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
});
