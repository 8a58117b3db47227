/** Where a process may have no threads, the calling thread writes, and a warning says so. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rows } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

it('a process without the right to start threads writes on its own one, and is warned', () => {
  const file = temporaryFile();
  const script = join(import.meta.dirname, 'write-here.ts');
  const rights = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*', '--allow-addons'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...rights, script, file], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, 'at once']);
  expect(stderr).toContain('PerdureWarning: No thread can be had that writes');
  expect(stderr).toContain(`The event loop waits for each commit to '${file}'`);
  expect(rows(file, 'SELECT id FROM runs')).toEqual([{ id: 'a' }]);
});
