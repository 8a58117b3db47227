/**
 * An open file and its owner. Before each write it looks whether the names still lead to what was opened; after it,
 * whether a reader can find what was written. What can be mended is mended without a word: a lock file, a log or an
 * index that somebody has deleted. Otherwise the store stops, and everything recorded is in the file or in a copy.
 */
import { rmSync } from 'node:fs';
import { StoreWriteError } from '@perdure/thread';
import Database from 'better-sqlite3';
import { disown } from './backup.ts';
import { pagesOutsideFile } from './checkpoints.ts';
import { faultOf, toOpenError, toWriteError } from './faults.ts';
import { FileIdentity } from './file-identity.ts';
import { connect, type Durability, open } from './open.ts';
import type { Ownership } from './owner.ts';
import { OwnerRow } from './owner-row.ts';

/** Connections of others to the file, which only read. They are closed wherever the guard is. */
export interface OtherReaders {
  close(): void;
  /** @param path of the file that is read from now on */
  open(path: string): void;
}

const none: OtherReaders = { close() {}, open() {} };

export class OwnedFile {
  readonly #path: string;
  readonly #durability: Durability;
  readonly #ownership: Ownership;
  readonly #others: OtherReaders;
  readonly #identity: FileIdentity;
  readonly row = new OwnerRow();
  #db: Database.Database;
  /**
   * A second connection, which only reads. As long as it is open, the first one does not move its log into the file
   * when it closes, and does not delete what is in the log's place. A connection that only reads never does.
   */
  #guard: Database.Database;
  #stopped: StoreWriteError | undefined;
  /** Called with the new connection after the file was opened again. */
  onReopened: (db: Database.Database) => void = () => {};

  constructor(path: string, durability: Durability, ownership: Ownership, others = none) {
    this.#path = path;
    this.#durability = durability;
    this.#ownership = ownership;
    this.#others = others;
    this.#db = open(path, durability);
    this.#identity = new FileIdentity(path, (descriptor) =>
      this.#says(() => this.row.isKept(this.#db, descriptor)),
    );
    try {
      this.row.claim(this.#db, this.#identity.key);
      this.#guard = openGuard(path);
      this.#identity.noteLog();
    } catch (error) {
      this.#giveUp();
      this.#db.close();
      this.#identity.close();
      throw toOpenError(path, error);
    }
  }

  /** Device and inode of the file. */
  get key(): string {
    return this.#identity.key;
  }

  get db(): Database.Database {
    return this.#db;
  }

  /** Why nothing is written any more; undefined before that, and after an orderly end. */
  get stopped(): StoreWriteError | undefined {
    return this.#stopped;
  }

  /** True if a checkpoint moves the log of a reader, and not one that nobody finds. */
  get isInPlace(): boolean {
    return this.#stopped === undefined && this.#identity.look() === undefined;
  }

  /** Notes what a checkpoint has changed. */
  noteCheckpoint(): void {
    this.#identity.noteFile();
  }

  /**
   * Does a write. @throws {StoreWriteError} `moved` or `replaced` if the file is not in its place, and what `action`
   * throws
   */
  write<T>(action: () => T): T {
    if (this.#stopped !== undefined) throw this.#stopped;
    this.#ownership.keep();
    this.#mend();
    if (!this.row.isInFile) this.#moveRow();
    const result = this.#stoppingAt(action);
    // A commit is acknowledged only if it is in the log that a reader finds.
    if (!this.#identity.hasLog()) this.#reopen();
    return result;
  }

  close(): void {
    if (this.#stopped === undefined) this.#closeFile();
    this.#guard.close();
    this.#db.close();
    this.#identity.close();
    this.#ownership.release();
  }

  #mend(): void {
    const found = this.#identity.look();
    if (found === 'gone') this.#stop('it was deleted or replaced', all);
    if (found === 'moved') {
      // The log stays behind, so that the file must hold everything itself.
      this.#moveLog();
      throw new StoreWriteError('moved', `'${this.#path}' is not the file that was opened`);
    }
    if (found === 'linked')
      throw new StoreWriteError('moved', `'${this.#path}' has a second name, a hard link`);
    if (found === 'overwritten') {
      if (this.#says(() => this.row.isFollowed(this.#db)))
        this.#stop('it has had another owner since');
      this.#stop('another file was written over it', theRest);
    }
    if (found === 'log') this.#reopen();
  }

  /**
   * Opens the file again, because its log or the log's index was deleted. Somebody who closes the file last deletes
   * both, after having moved the log into the file. SQLite takes a process for gone that has lost its locks, and a
   * process loses them when it closes any descriptor of the file.
   */
  #reopen(): void {
    if (!this.#identity.hasLog() && !this.#moveLog())
      this.#stop('its log was deleted or replaced', all);
    this.#abandon();
    this.#closeReaders();
    try {
      this.#db = connect(this.#path, this.#durability);
      this.#guard = openGuard(this.#path);
      this.#others.open(this.#path);
    } catch (error) {
      this.#stop(`its log was deleted, and it can't be opened again: ${error}`);
    }
    if (!this.row.isIn(this.#db)) this.#stop('it has had another owner since');
    this.#identity.noteLog();
    this.onReopened(this.#db);
  }

  /** Moves the log into the file, unless somebody else may have written there. Returns true if all of it is there. */
  #moveLog(): boolean {
    if (pagesOutsideFile(this.#db, 'NOOP') === 0) return true;
    if (!this.#identity.isUntouched()) return false;
    const left = pagesOutsideFile(this.#db, 'PASSIVE');
    this.#identity.noteFile();
    return left === 0;
  }

  /** Tries again what a reader of an older state has kept `claim` from: a log without it counts as another file's. */
  #moveRow(): void {
    try {
      pagesOutsideFile(this.#db, 'PASSIVE');
      this.#identity.noteFile();
    } catch {
      // The next write tries it again.
    }
  }

  /** What a read says of the file. It says no if the file reads as damaged, because another one was written over it. */
  #says(read: () => boolean): boolean {
    try {
      return read();
    } catch (error) {
      if (faultOf(error) === 'corrupt') return false;
      throw toWriteError(error);
    }
  }

  #stoppingAt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof StoreWriteError && error.reason === 'replaced') this.#end(error);
      throw error;
    }
  }

  /**
   * Stops writing for good. If the file does not hold what was recorded, a copy does, from which reading goes on. The
   * log goes away from the file that has the name now, because it is not that file's.
   *
   * @param rescued what the copy holds; without it there is none
   */
  #stop(what: string, rescued?: string): never {
    const at = new Date().toISOString().replaceAll(':', '-');
    const copy = rescued && this.#copy(`${this.#path}-rescued-${at}`, rescued);
    this.#abandon();
    const log = rescued && this.#moveLogAway(`${this.#path}-wal-rescued-${at}`);
    const said = [what, copy, log].filter((part) => part !== undefined).join('; ');
    const error = new StoreWriteError('replaced', `'${this.#path}': ${said}`);
    this.#end(error);
    throw error;
  }

  #end(error: StoreWriteError): void {
    this.#stopped = error;
    this.#abandon();
    if (this.#guard.open) this.onReopened(this.#guard);
  }

  #copy(to: string, rescued: string): string {
    try {
      this.#db.prepare('VACUUM INTO ?').run(to);
      disown(to);
      const copy = new Database(to, { readonly: true });
      // The connection that writes is closed first, because the last one moves the log into the file.
      this.#abandon();
      this.#closeReaders();
      this.#guard = copy;
      this.#others.open(to);
      return `${rescued} is in '${to}'`;
    } catch (error) {
      rmSync(to, { force: true });
      return `no copy could be written: ${error}`;
    }
  }

  #moveLogAway(to: string): string | undefined {
    try {
      return this.#identity.moveLogAway(to) ? `its log is '${to}'` : undefined;
    } catch (error) {
      return `move '${this.#path}-wal' away before the next start: ${error}`;
    }
  }

  #closeReaders(): void {
    this.#others.close();
    this.#guard.close();
  }

  /** Closes the connection that writes, and leaves file and log as they are. */
  #abandon(): void {
    this.#db.close();
  }

  /** Leaves the file whole, and without an owner. */
  #closeFile(): void {
    try {
      this.#mend();
    } catch {
      // A file that was moved is whole by now, and one that has stopped is as it was.
    }
    if (this.#stopped !== undefined) return;
    try {
      this.#giveUp();
      if (this.#identity.look() === 'moved') this.#moveLog();
    } catch {
      // What is in the log stays there.
    }
  }

  #giveUp(): void {
    try {
      this.row.release(this.#db);
    } catch {
      // The row names a process that has given the file up, and the next opening sees that.
    }
  }
}

const all = 'everything recorded';

/** What a checkpoint had moved into the file is gone with its content, unless a page of it is in memory. */
const theRest = 'what its log and its memory still hold';

/** A connection holds its lock on the file from its first read on. */
function openGuard(path: string): Database.Database {
  const guard = new Database(path, { readonly: true });
  guard.prepare('SELECT count(*) FROM owner').get();
  return guard;
}
