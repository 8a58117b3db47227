/** A disk that reports errors: earlier commits are kept, and the file is undamaged (G9). */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';
import { integrity, rows } from './files.ts';

it('an error of the disk refuses the commit, and earlier commits are kept', ({ skip }) => {
  if (process.platform === 'win32') skip('A limit on the size of files needs a POSIX shell.');
  const file = temporaryFile();
  const program = join(import.meta.dirname, 'write-process.ts');
  // The system refuses to write beyond a size (SQLITE_IOERR_WRITE). POSIX counts in blocks of 512 bytes.
  const limited = `ulimit -f 1000; exec "$@"`;
  const said = execFileSync('sh', ['-c', limited, 'sh', process.execPath, program, file, '5000']);
  const { written, refusal } = JSON.parse(said.toString());
  expect(refusal).toMatchObject({ name: 'StoreWriteError', reason: 'io' });
  expect(written).toBeGreaterThan(0);

  sqliteStore(file).close();
  expect(integrity(file)).toBe('ok');
  expect(rows(file, 'SELECT count(*) AS runs FROM runs')).toEqual([{ runs: written }]);
  expect(rows(file, 'SELECT count(*) AS events FROM events')).toEqual([{ events: written }]);
});
