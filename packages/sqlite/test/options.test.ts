/** Options of the store: checked before anything is opened. */
import { expect, it } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

it.each<[string, unknown, unknown]>([
  ['file', '', {}],
  ['file', ' ', {}],
  ['file', 'a\0b', {}],
  ['file', undefined, {}],
  ['file', new URL('file:///tmp/a.db'), {}],
  ['durability', temporaryFile, { durability: 'half' }],
  ['durability', temporaryFile, { durability: null }],
  ['durable', temporaryFile, { durable: true }],
])('%s is refused', (option, file, options) => {
  const path = typeof file === 'function' ? (file as () => string)() : file;
  const open = () => sqliteStore(path as string, options as never);
  expect(open).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
  // Nothing was opened and nobody owns the file, so that it can be opened after the correction.
  if (path !== file) sqliteStore(path as string, { durability: undefined } as never).close();
});
