/** A power loss that takes the end of the log: the first commits are left, each of them whole. */
import { copyFileSync, statSync, truncateSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../temporary-file.ts';
import { integrity, killedFile, rows } from './files.ts';

it('a log that is cut at any byte has whole commits only, in order', () => {
  const killed = killedFile(20);
  const length = statSync(`${killed}-wal`).size;
  const counts = new Set<number>();
  // Not a multiple of the page size, so that each cut is at another offset of its page.
  for (let cut = length; cut > 0; cut -= 7_001) {
    const file = temporaryFile();
    copyFileSync(killed, file);
    copyFileSync(`${killed}-wal`, `${file}-wal`);
    truncateSync(`${file}-wal`, cut);
    sqliteStore(file).close();
    expect(integrity(file)).toBe('ok');
    const runs = rows<{ id: string }>(
      file,
      `SELECT id FROM runs WHERE id LIKE 'w%' ORDER BY ordinal`,
    );
    expect(runs.map(({ id }) => id)).toEqual(runs.map((_, index) => `w${index}`));
    for (const table of ['messages', 'events'])
      expect(rows(file, `SELECT count(*) AS n FROM ${table} WHERE run_id LIKE 'w%'`)).toEqual([
        { n: runs.length },
      ]);
    counts.add(runs.length);
  }
  expect(counts).toContain(20);
  expect(counts.size).toBeGreaterThan(10);
});
