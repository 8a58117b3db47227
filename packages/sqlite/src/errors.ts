/**
 * Errors of a file that can't be used as a store. The file is unchanged. Recognise an error by its `name`, because a
 * program may hold two copies of this package.
 */
import type { Place } from './json-column.ts';

/** The file belongs to another program, or is not a database. Choose another path. */
export class ForeignFileError extends Error {
  override readonly name = 'ForeignFileError';

  constructor(file: string, options?: ErrorOptions) {
    super(`'${file}' is not a Perdure database. Choose another path.`, options);
  }
}

/** There is no database in this place. Correct the path. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';

  constructor(file: string, what: string) {
    super(`'${file}' ${what}. Give the path of the file that a runtime has written.`);
  }
}

/** A newer version of Perdure wrote the file. Update this program. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';

  constructor(file: string, found: number, known: number) {
    super(
      `'${file}' has schema version ${found}, and this version of Perdure knows ${known}. ` +
        'Open it with the version that wrote it, or a newer one.',
    );
  }
}

/**
 * The file is open already, in another process or in this one. End the other process, or close the store that has it
 * open.
 */
export class StoreOwnedError extends Error {
  override readonly name = 'StoreOwnedError';
  /** The owner's process id, if known. */
  readonly owner?: number;

  constructor(file: string, owner: number | undefined, options?: ErrorOptions) {
    const isSelf = owner === process.pid;
    const who = isSelf
      ? 'This process'
      : owner === undefined
        ? 'Another process'
        : `Process ${owner}`;
    const advice = isSelf ? 'Close that store first.' : 'End that process first.';
    super(`${who} has '${file}' open, and a store has one owner. ${advice}`, options);
    if (owner !== undefined) this.owner = owner;
  }
}

/** The file is damaged. Restore a backup. */
export class CorruptFileError extends Error {
  override readonly name = 'CorruptFileError';

  constructor(file: string, what: string, options?: ErrorOptions) {
    super(
      `'${file}' is damaged (${what}), and was left as it is. Restore a backup. ` +
        `Without one, \`sqlite3 '${file}' .recover\` may save rows.`,
      options,
    );
  }
}

/**
 * One text in the file is not the JSON that its column holds. The rest of the file is sound: only what needs this row
 * fails. Correct the row with any SQLite tool while no runtime has the file, or restore a backup.
 */
export class DamagedRowError extends Error {
  override readonly name = 'DamagedRowError';
  readonly file: string;
  readonly table: string;
  /** The row's key; `runId/fence` in `attempts`, `threadId/seq` in `events`. */
  readonly row: string;
  readonly column: string;

  constructor(file: string, { table, row, column }: Place, options?: ErrorOptions) {
    super(
      `'${file}' has a damaged text in ${table}.${column}, in the row '${row}'. ` +
        'Correct that row, or restore a backup.',
      options,
    );
    this.file = file;
    this.table = table;
    this.row = row;
    this.column = column;
  }
}

/** The reason why a file that may be undamaged can't be opened. */
export type Obstacle =
  | 'missingFolder'
  | 'notAFile'
  | 'nameTooLong'
  | 'linked'
  | 'otherLog'
  | 'noAccess'
  | 'locked'
  | 'full'
  | 'io';

const said: Record<Obstacle, string> = {
  missingFolder: 'its folder does not exist. Make the folder, or correct the path.',
  notAFile: 'it is no file. Choose the path of a file.',
  nameTooLong:
    'its name or its path is too long, because files beside it have a name that is 41 bytes longer. Choose a shorter one.',
  linked:
    'it has a second name, and SQLite would give each name a log of its own. If the name is a hard link, remove one of ' +
    'the two. If this file is mounted alone, mount the folder instead.',
  otherLog:
    "the log beside it, of the same name with '-wal', is another file's: this file was put in its place. To open this " +
    'file, rename the log. To open the other one, put it back. Delete neither of them.',
  noAccess:
    'this process may not write it, or not the folder, where SQLite keeps files beside it. Give it access.',
  locked: 'another program holds its lock. End its transaction, then open it again.',
  full: 'there is no room left. Free space, then open it again.',
  io: 'the disk reported an error. Look at the disk, the mount and the quotas.',
};

/** The file can't be opened and written. Remove the reason, then open the file again. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
  /** The reason, as a word for programs. */
  readonly reason: Obstacle;

  constructor(file: string, reason: Obstacle, options?: ErrorOptions) {
    super(`'${file}' can't be opened: ${said[reason]}`, options);
    this.reason = reason;
  }
}
