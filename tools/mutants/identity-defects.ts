/** Defects in whose file it is, in one runtime per store, and in one damaged row (G9). */
import type { Defect } from './defect.ts';

const owned = 'packages/sqlite/src/owned-file.ts';
const store = 'packages/sqlite/src/sqlite-store.ts';
const held = 'packages/runtime/src/host/held-stores.ts';
const identityTest = 'packages/sqlite/test/identity.test.ts';
const heldTest = 'packages/runtime/test/held-stores.test.ts';
const otherLogTest = 'packages/sqlite/test/other-log.test.ts';
const backup = 'packages/sqlite/src/backup.ts';
const backupTest = 'packages/sqlite/test/backup.test.ts';

export const identityDefects: readonly Defect[] = [
  {
    name: 'a log that was deleted not noticed before a commit',
    breaks: 'G9',
    file: owned,
    find: "    if (found === 'log') this.#reopen();\n",
    put: '',
    by: [identityTest],
  },
  {
    name: 'a file that was overwritten in its place not noticed',
    breaks: 'G9',
    file: 'packages/sqlite/src/file-identity.ts',
    find: "    if (!this.#isAsLast(found) && !this.#isOurs(this.#descriptor)) return 'overwritten';\n",
    put: '',
    by: [identityTest],
  },
  {
    name: 'an older state of a file taken for the file, because its owner is the same',
    breaks: 'G9',
    file: 'packages/sqlite/src/owner-row.ts',
    find: ' || mark.commits < (this.#inFile ?? 0)',
    put: '',
    by: [identityTest],
  },
  {
    name: 'the log of a replaced file left beside the other one',
    breaks: 'G9',
    file: 'packages/sqlite/src/file-identity.ts',
    find: '    if (!this.hasLog()) return false;\n',
    put: '    return false;\n',
    by: [otherLogTest],
  },
  {
    name: "an owner's row left out of the file, because a reader was in the way at the opening",
    breaks: 'G9',
    file: owned,
    find: '    if (!this.row.isInFile) this.#moveRow();\n',
    put: '',
    by: [otherLogTest],
  },
  {
    name: "another file's log replayed at opening",
    breaks: 'G9',
    file: 'packages/sqlite/src/preflight.ts',
    find: "      throw new UnusableFileError(file, 'otherLog');\n",
    put: '      {}\n',
    by: [otherLogTest],
  },
  {
    name: 'a moved file left without its log',
    breaks: 'G9',
    file: owned,
    find: '      // The log stays behind, so that the file must hold everything itself.\n      this.#moveLog();\n',
    put: '',
    by: [identityTest],
  },
  {
    name: 'a lock file that was deleted never taken again',
    breaks: 'G9',
    file: owned,
    find: '    this.#ownership.keep();\n',
    put: '',
    by: [identityTest],
  },
  {
    name: "a second close() of a store takes another owner's card away",
    breaks: 'G9',
    file: store,
    find: '    isDone = true;\n',
    put: '',
    by: [identityTest],
  },
  {
    name: 'a second close() of a runtime lets another runtime in',
    breaks: 'G5',
    file: held,
    find: '    isHeld = false;\n',
    put: '',
    by: [heldTest],
  },
  {
    name: 'a store never free again after its runtime has ended',
    breaks: 'G5',
    file: held,
    find: '      held.delete(origin);\n',
    put: '',
    by: [heldTest],
  },
  {
    name: 'damage met in reading does not stop writing',
    breaks: 'G9',
    file: 'packages/sqlite/src/error-mapping.ts',
    find: '        this.#note(error);\n        throw this.#toReadError(error);\n',
    put: '        throw this.#toReadError(error);\n',
    by: ['packages/sqlite/test/faults/damage.test.ts'],
  },
  {
    name: 'the half of a backup left behind',
    breaks: 'G9',
    file: backup,
    find: '    remove(partial);\n',
    put: '',
    by: [backupTest],
  },
  {
    name: 'two backups to one name that share their half',
    breaks: 'G9',
    file: backup,
    find: 'randomUUID()}`',
    put: 'process.pid}`',
    by: [backupTest],
  },
  {
    name: "a backup that is there although the app's progress has failed",
    breaks: 'G9',
    file: backup,
    find: '    await told.end();\n',
    put: '',
    by: [backupTest],
  },
  {
    name: 'a backup given up because the log was deleted meanwhile',
    breaks: 'G9',
    file: backup,
    find: '    if (source.db === db) throw error;\n',
    put: '    throw error;\n',
    by: [backupTest],
  },
  {
    name: 'a file that stops said to be a store that was closed',
    breaks: 'G9',
    file: backup,
    find: "  if (stopped !== undefined) return new BackupError(to, 'replaced', { cause: stopped });\n",
    put: '',
    by: [backupTest],
  },
  {
    name: 'a name beside which there is none for a copy',
    breaks: 'G9',
    file: 'packages/sqlite/src/path.ts',
    find: 'isTooLong(path + longestEnd)',
    put: 'isTooLong(path)',
    by: ['packages/sqlite/test/faults/access.test.ts'],
  },
  {
    name: 'a file that is mounted alone not found among the mounts',
    breaks: 'G9',
    file: 'packages/sqlite/src/mounts.ts',
    find: "line.split(' ')[4]",
    put: "line.split(' ')[3]",
    by: ['packages/sqlite/test/mounts.test.ts'],
  },
  {
    name: 'an owner forgotten because its host has another name',
    breaks: 'G9',
    file: 'packages/sqlite/src/owner-row.ts',
    find: ' || row.started === null',
    put: ' || row.host !== hostname() || row.started === null',
    by: [identityTest],
  },
];
