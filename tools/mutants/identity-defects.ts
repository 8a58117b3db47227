/** Defects in whose file it is, in one runtime per store, and in one damaged row (G9). */
import type { Defect } from './defect.ts';

const owned = 'packages/sqlite/src/owned-file.ts';
const store = 'packages/sqlite/src/sqlite-store.ts';
const held = 'packages/runtime/src/host/held-stores.ts';
const identityTest = 'packages/sqlite/test/identity.test.ts';
const heldTest = 'packages/runtime/test/held-stores.test.ts';
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
    file: 'packages/sqlite/src/backup.ts',
    find: "    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(partial + end, { force: true });\n",
    put: '',
    by: [backupTest],
  },
];
