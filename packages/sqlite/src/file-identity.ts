/**
 * Whether the names of a store still lead to the files that were opened. SQLite holds descriptors, and does not look at
 * the names again in WAL mode (3.54): what it writes to a log that somebody has deleted, nobody finds.
 */
import {
  type BigIntStats,
  closeSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { openHere } from './in-process.ts';

/** What a look has found. `undefined` stands for a file that is as it was opened. */
export type Finding =
  /** The file has no name any more: it was deleted, or another file was renamed to its name. */
  | 'gone'
  /** The file has another name. */
  | 'moved'
  /** The file has a second name, a hard link. SQLite gives each name a log of its own. */
  | 'linked'
  /** The file has its name, and does not hold what was moved into it: another one was written over it. */
  | 'overwritten'
  /** The log, or its index in shared memory, was deleted or replaced. */
  | 'log';

export class FileIdentity {
  readonly #file: string;
  /**
   * A descriptor of the file, because only `fstat` says whether a file without its name exists. It is open as long as
   * SQLite's connections are, because closing it takes their POSIX locks away.
   */
  readonly #descriptor: number;
  readonly #isOurs: (descriptor: number) => boolean;
  #log: BigIntStats | undefined;
  #index: BigIntStats | undefined;
  /** The file when the log was last known to be the right one. */
  #last: BigIntStats;

  /** The file must exist. @param isOurs whether the file holds what was moved into it */
  constructor(file: string, isOurs: (descriptor: number) => boolean) {
    this.#file = file;
    this.#isOurs = isOurs;
    this.#descriptor = openSync(file, 'r');
    this.#last = this.#own();
    openHere.add(this.key);
  }

  get key(): string {
    return keyOf(this.#last);
  }

  /** Notes the log and its index. Call it after SQLite has opened them. */
  noteLog(): void {
    this.#log = look(`${this.#file}-wal`);
    this.#index = look(`${this.#file}-shm`);
    this.noteFile();
  }

  /** Notes that what the file holds is right, if it is. Call it after a checkpoint, which changes the file. */
  noteFile(): void {
    const found = this.#own();
    if (this.#isOurs(this.#descriptor)) this.#last = found;
  }

  look(): Finding | undefined {
    const found = look(this.#file);
    if (!isSame(found, this.#last)) return this.#own().nlink === 0n ? 'gone' : 'moved';
    if (found.nlink > 1n) return 'linked';
    if (!this.#isAsLast(found) && !this.#isOurs(this.#descriptor)) return 'overwritten';
    if (!this.hasLog() || !isSame(look(`${this.#file}-shm`), this.#index)) return 'log';
    this.#last = found;
    return undefined;
  }

  /** True if the log that SQLite writes is the one that a reader finds. */
  hasLog(): boolean {
    return isSame(look(`${this.#file}-wal`), this.#log);
  }

  /**
   * Takes the log away from the name, because SQLite would replay it into the file that has the name now. Its index is
   * deleted. Call it after the connection that writes is closed.
   *
   * @returns false if the log is not there
   */
  moveLogAway(to: string): boolean {
    if (!this.hasLog()) return false;
    renameSync(`${this.#file}-wal`, to);
    if (isSame(look(`${this.#file}-shm`), this.#index)) rmSync(`${this.#file}-shm`);
    return true;
  }

  /** True if nobody can have written the file since it was last noted, and no other log is beside it. */
  isUntouched(): boolean {
    const log = look(`${this.#file}-wal`);
    const hasOtherLog = log !== undefined && log.size > 0n && !isSame(log, this.#log);
    return this.#isAsLast(this.#own()) && !hasOtherLog;
  }

  /** Closes the descriptor. Call it after SQLite's connections are closed. */
  close(): void {
    openHere.delete(this.key);
    closeSync(this.#descriptor);
  }

  #isAsLast({ mtimeNs, size }: BigIntStats): boolean {
    return mtimeNs === this.#last.mtimeNs && size === this.#last.size;
  }

  #own(): BigIntStats {
    return fstatSync(this.#descriptor, { bigint: true });
  }
}

/** A file's numbers of device and inode, which all of its names share: `64768:1234`. */
export const keyOf = (found: BigIntStats | undefined): string => `${found?.dev}:${found?.ino}`;

/** Inodes are bigints, because some file systems use all 64 bits. */
export const look = (path: string): BigIntStats | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false });

export const isSame = (a: BigIntStats | undefined, b: BigIntStats | undefined): a is BigIntStats =>
  a !== undefined && a.ino === b?.ino && a.dev === b.dev;
