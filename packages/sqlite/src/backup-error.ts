/** The error of a backup that was not written. */

/** Why there is no backup. */
export type BackupObstacle =
  | 'exists'
  | 'missingFolder'
  | 'nameTooLong'
  | 'noAccess'
  | 'full'
  | 'io'
  | 'closed'
  | 'replaced'
  | 'progress'
  | 'unknown';

const said: Record<BackupObstacle, string> = {
  exists: 'there is a file of this name. Choose another name.',
  missingFolder: 'its folder does not exist. Make the folder, or correct the path.',
  nameTooLong:
    'its name or its path is too long, because the copy is made under a longer name. Choose a shorter one.',
  noAccess: 'this process may not write there. Give it access.',
  full: 'there is no room left. Free space, then ask again.',
  io: 'the disk reported an error. Look at the disk, the mount and the quotas.',
  closed: 'the store was closed. Ask again while it is open.',
  replaced:
    "the store's file is not the one that was opened, or has another owner. The cause names the copy, if one was made.",
  progress: "the option 'progress' has thrown, or its promise was rejected. Look at the cause.",
  unknown: 'SQLite refused.',
};

/** The backup was not written, and nothing is left of it. The store is as it was. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  /** The reason, as a word for programs. */
  readonly reason: BackupObstacle;

  constructor(to: string, reason: BackupObstacle, options?: ErrorOptions) {
    super(`No backup was written to '${to}': ${said[reason]}`, options);
    this.reason = reason;
  }
}
