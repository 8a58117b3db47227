/**
 * The owner's row in the file itself. The lock beside the file can be lost: somebody deletes `…-owner`, reads it in the
 * owner's process, which ends all POSIX locks of that process, or moves the file away from it. The row goes with the
 * file, whatever its name.
 *
 * The row has a random nonce, and a number that each commit of the owner raises. A commit that does not find both has
 * another owner's file, or not the one that it has written.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Database } from 'better-sqlite3';
import { released } from './in-process.ts';
import { type Mark, markInFile } from './owner-page.ts';

export interface Row extends Mark {
  pid: number;
  /** When the process began; null where the system does not say it. */
  started: string | null;
  /** For people. */
  host: string;
  /** Device and inode of the file. A copy has another one, and no owner. */
  file: string;
}

/** What a commit throws that has lost its file to another owner. */
export class OtherOwnerError extends Error {
  override readonly name = 'OtherOwnerError';
}

/** The owner's hold on the row. A file that is opened again after its log was lost has the same. */
export class OwnerRow {
  readonly #nonce = randomUUID();
  #commits = 0;
  /** The owner's commits that the file was last seen to hold without its log; undefined before the first time. */
  #inFile: number | undefined;

  /**
   * Writes the row, and moves it from the log into the file, because a file that is moved leaves its log behind. The log is
   * emptied, because the owner before may have ended between forgetting a thread and emptying it.
   */
  claim(db: Database, file: string): void {
    db.prepare(
      `INSERT OR REPLACE INTO owner (one, nonce, commits, pid, started, host, file)
      VALUES (1, ?, 0, ?, ?, ?, ?)`,
    ).run(this.#nonce, process.pid, startOf(process.pid) ?? null, hostname(), file);
    db.pragma('wal_checkpoint(TRUNCATE)');
  }

  /**
   * Returns the function that each transaction calls first, and the one to call after its commit.
   *
   * @throws {OtherOwnerError} (the first function) if the row is not as this owner has left it
   */
  onCommit(db: Database): { begin: () => void; committed: () => void } {
    const raise = db.prepare<[string, number]>(
      'UPDATE owner SET commits = commits + 1 WHERE nonce = ? AND commits = ?',
    );
    return {
      begin: () => {
        if (raise.run(this.#nonce, this.#commits).changes !== 1)
          throw new OtherOwnerError('the file has had another owner, or another content, since');
      },
      committed: () => {
        this.#commits += 1;
      },
    };
  }

  /** True if the file holds all of this owner's commits, and no other owner's. */
  isIn(db: Database): boolean {
    const row = db.prepare<[], Row>('SELECT * FROM owner').get();
    return row?.nonce === this.#nonce && row.commits === this.#commits;
  }

  /**
   * True unless the file itself, without its log, has lost what it was seen to hold. A log that is moved into the file
   * raises the number there, and never lowers it.
   *
   * @param descriptor of the file
   */
  isKept(db: Database, descriptor: number): boolean {
    const mark = markInFile(descriptor, db);
    if (mark?.nonce !== this.#nonce || mark.commits < (this.#inFile ?? 0))
      return this.#inFile === undefined;
    this.#inFile = mark.commits;
    return true;
  }

  /** True if the file was seen to hold the row without its log. */
  get isInFile(): boolean {
    return this.#inFile !== undefined;
  }

  /** True if another owner has followed, and has written its row. */
  isFollowed(db: Database): boolean {
    const row = lastOwner(db);
    return row !== undefined && row.nonce !== this.#nonce;
  }

  /** Gives the file up. The row counts as given up also if it can't be deleted. */
  release(db: Database): void {
    released.add(this.#nonce);
    db.prepare('DELETE FROM owner WHERE nonce = ?').run(this.#nonce);
  }
}

/** The row of the last owner, who has not given the file up. Older files have no table for it. */
export function lastOwner(db: Database): Row | undefined {
  const hasTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'owner'`).get();
  return hasTable === undefined ? undefined : db.prepare<[], Row>('SELECT * FROM owner').get();
}

/**
 * The process id of a living owner of the file; undefined if there is none, or if that can't be known. The boot in
 * `started` tells machines apart, because a host may be renamed, and a container has a name of its own.
 */
export function livingOwner(row: Row | undefined, file: string): number | undefined {
  if (row?.file !== file || row.started === null) return undefined;
  if (released.has(row.nonce)) return undefined;
  return startOf(row.pid) === row.started ? row.pid : undefined;
}

/**
 * When a process began, as Linux says it: the boot, and clock ticks since then. Undefined for a process that does not
 * exist, and on other systems. A process id alone is used again. Source: proc_pid_stat(5), fields 3
 * and 22.
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    // A zombie has ended, and its parent has not asked for its end yet.
    if (state === 'Z' || state === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return undefined;
  }
}
