/** A page that shows a run loads neither the machine nor the host. */
import { expect, it } from 'vitest';
import { bundle } from '../src/figures/bundle.ts';

/** Folders of packages that run where the runtime runs. */
const serverOnly =
  /\/(?:node_modules\/(?:xstate|rxjs|hono|zod|uuid|better-sqlite3)|packages\/(?:runtime|core|sqlite))\//;

it('the entries of a page bundle no module of XState, rxjs, the runtime or core', async () => {
  const { modules } = await bundle('page', [/^react(-dom)?(\/|$)/]);
  expect(modules.filter((module) => serverOnly.test(module))).toEqual([]);
  for (const part of ['http/src/client', 'i18n/src', 'react/src', 'thread/src/view'])
    expect(modules.join('\n')).toContain(`/packages/${part}/`);
});

it('a bundled XState is found', async () => {
  const { modules } = await bundle('run-machine', []);
  expect(modules.some((module) => serverOnly.test(module))).toBe(true);
});
