/** How large a file is, and what its bytes are used for. */
import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { canShrink } from './free-pages.ts';

export interface StoreStats {
  /** Size of the file with what its log has more, bytes. A database in memory has one too. */
  bytes: number;
  /** Size of the write-ahead log, `agent.db-wal`, bytes. Its pages are moved into the file, and it is used again. */
  logBytes: number;
  /** Bytes of the file that are free, and used by what is recorded next. */
  freeBytes: number;
  /**
   * Bytes of each table with its indexes, the largest first: whole pages of 4 KiB. Without `freeBytes`. `sqlite_schema` is
   * SQLite's own.
   */
  tables: Readonly<Record<string, number>>;
  /** Time of the oldest event, epoch milliseconds; undefined if there is none. */
  oldestEventAt: number | undefined;
  /**
   * True if free bytes are given back to the file system. False for a file that began before schema version 9: its free
   * bytes are used again, and only VACUUM makes it shorter.
   */
  canShrink: boolean;
}

/** Reads the bytes of each table from every page of the file, so that it takes about as long as reading the file. */
export function prepareStats(db: Database, file: string): () => StoreStats {
  const tables = db.prepare<[], [string, number]>(`
    SELECT coalesce(tbl_name, dbstat.name), sum(pgsize) FROM dbstat
    LEFT JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
    WHERE aggregate = TRUE GROUP BY 1 ORDER BY 2 DESC`);
  const oldest = db
    .prepare<[], number | null>(
      'SELECT min((SELECT at FROM events WHERE thread_id = id ORDER BY seq LIMIT 1)) FROM threads',
    )
    .pluck();
  const number = (pragma: string) => db.pragma(pragma, { simple: true }) as number;

  return () => ({
    bytes: number('page_count') * number('page_size'),
    logBytes: statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    freeBytes: number('freelist_count') * number('page_size'),
    tables: Object.fromEntries(tables.raw().all() as unknown as [string, number][]),
    oldestEventAt: (oldest.get() as number | null) ?? undefined,
    canShrink: canShrink(db),
  });
}
