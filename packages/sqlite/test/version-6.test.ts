/** What version 6 added, in the file that its own code wrote: the specimen of an unknown error. */
import { copyFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const open = (name: string) => {
  const file = temporaryFile();
  copyFileSync(new URL(`fixtures/${name}`, import.meta.url), file);
  const store = sqliteStore(file);
  onTestFinished(() => store.close());
  return store;
};

it('the file v6.db has a specimen, without the prompt and the key', () => {
  const message = '[prompt] I see: [redacted]';
  expect(open('v6.db').specimens()).toEqual([
    {
      runId: 'unknown',
      fence: 1,
      failure: expect.objectContaining({ kind: 'unknown', decidedBy: 'none', message }),
      specimen: { provider: 'anthropic', error: { message } },
    },
  ]);
});

it('the file v5.db has none', () => {
  expect(open('v5.db').specimens()).toEqual([]);
});
