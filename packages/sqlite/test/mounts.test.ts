/** A file that is mounted alone. SQLite has the log beside the mount point, and not beside the file. */
import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../src/index.ts';
import { mountPoints } from '../src/mounts.ts';
import { runWrites } from './faults/files.ts';
import { temporaryFile } from './temporary-file.ts';

it('mount points are read from the text of the system', () => {
  const text = [
    '26 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '36 26 254:0 /home/a/agent.db /app/agent.db rw,relatime master:1 propagate_from:2 - ext4 /dev/vda rw',
    '37 26 254:0 /a /app/two\\040words\\011tab\\134slash\\012line rw - ext4 /dev/vda rw',
    '',
  ].join('\n');
  expect(mountPoints(text)).toEqual(
    expect.arrayContaining(['/', '/app/agent.db', '/app/two words\ttab\\slash\nline']),
  );
  expect(mountPoints(text)).not.toContain('/home/a/agent.db');
});

it('the file is refused under its mount point, and its owner goes on', async ({ skip }) => {
  const file = temporaryFile();
  const store = sqliteStore(file);
  onTestFinished(() => store.close());
  const mounted = temporaryFile('the agent.db');
  writeFileSync(mounted, '');
  try {
    execFileSync('mount', ['--bind', file, mounted], { stdio: 'ignore' });
  } catch {
    skip('This process may not mount.');
  }
  onTestFinished(() => void execFileSync('umount', [mounted]));
  expect(() => sqliteStore(mounted)).toThrow(
    expect.objectContaining({ name: 'UnusableFileError', reason: 'linked' }),
  );
  expect(() => sqliteStore(mounted)).toThrow('mount the folder instead');
  expect(readdirSync(dirname(mounted)).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  await store.commit(runWrites('a'));
});
