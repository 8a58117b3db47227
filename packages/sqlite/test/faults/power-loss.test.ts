/** A power loss that takes the end of the log: what is left is whole turns, the first so many of them. */
import { copyFileSync, statSync, truncateSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sqliteStore } from '../../src/index.ts';
import { temporaryFile } from '../host/world.ts';
import { integrity, killedFile, rows } from './files.ts';

it('a log that is cut anywhere is whole turns, in order, and never a part of one', () => {
  const killed = killedFile(20);
  const length = statSync(`${killed}-wal`).size;
  const counts = new Set<number>();
  // No multiple of a page: each cut is at another place of a page.
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
