/**
 * The owner's row as the file itself holds it. SQLite reads it from the log if the log has it, so that its page is read
 * here without SQLite. Source: https://sqlite.org/fileformat2.html, sections 1.6 and 2.1.
 */
import { readSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** The part of the row that every commit changes. */
export interface Mark {
  nonce: string;
  commits: number;
}

/** The mark in the file; undefined if there is none. @param descriptor of the file, open for reading */
export function markInFile(descriptor: number, db: Database): Mark | undefined {
  const root = db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'owner'`).pluck().get();
  if (typeof root !== 'number') return undefined;
  const size = db.pragma('page_size', { simple: true }) as number;
  const page = Buffer.alloc(size);
  const read = readSync(descriptor, page, 0, size, (root - 1) * size);
  return read === size ? markOn(page) : undefined;
}

/** A leaf of a table. */
const leaf = 13;

function markOn(page: Buffer): Mark | undefined {
  // A row that was deleted leaves its bytes on the page, but no cell.
  if (page[0] !== leaf || page.readUInt16BE(3) !== 1) return undefined;
  const cell = page.readUInt16BE(8);
  const record = afterNumber(page, afterNumber(page, cell));
  // The header has its own length and a type for each column. The first column is the row's id, which takes no bytes.
  const [length = 0, , nonceType = 0, commitsType = 0] = page.subarray(record, record + 4);
  const nonce = record + length;
  const commits = nonce + (nonceType - 13) / 2;
  const bytes = [0, 1, 2, 3, 4, 6][commitsType] ?? 0;
  if (nonceType < 13 || commits + bytes > page.length) return undefined;
  return {
    nonce: page.toString('utf8', nonce, commits),
    commits: bytes > 0 ? page.readIntBE(commits, bytes) : Number(commitsType === 9),
  };
}

/** The offset behind a number of variable length. */
function afterNumber(page: Buffer, offset: number): number {
  let end = offset;
  while ((page[end] ?? 0) >= 0x80) end += 1;
  return end + 1;
}
