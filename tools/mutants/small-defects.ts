/** Defects in what keeps a file small: texts that stand once, and what is deleted. */
import type { Defect } from './defect.ts';

const sqlite = 'packages/sqlite/src';
const stores = 'packages/testkit/test/stores';
const tidyTest = 'packages/sqlite/test/tidy.test.ts';

export const smallDefects: readonly Defect[] = [
  {
    name: 'an event that changes with its message',
    breaks: 'G8',
    file: `${sqlite}/event-messages.ts`,
    find: 'if (row !== undefined) giveMessage.run(',
    put: 'if (row === null) giveMessage.run(',
    by: [`${stores}/recorded.test.ts`],
  },
  {
    name: 'an event that names a row which says something else',
    breaks: 'G8',
    file: `${sqlite}/event-messages.ts`,
    find: '  isDeepStrictEqual(fact.message, put.message);',
    put: '  fact.message.id === put.message.id;',
    by: [`${stores}/recorded.test.ts`],
  },
  {
    name: 'a field that a former version did not have, read as if it had',
    breaks: 'G6',
    file: `${sqlite}/contexts.ts`,
    find: 'if (!isWhole || !isObject',
    put: 'if (!isObject',
    by: ['packages/sqlite/test/contexts.test.ts'],
  },
  {
    name: 'an old event moved although its message has changed',
    breaks: 'G8',
    file: `${sqlite}/moving.ts`,
    find: 'if (!isDeepStrictEqual(inRow, said)) return;',
    put: 'if (inRow === undefined) return;',
    by: [tidyTest],
  },
  {
    name: 'a move that begins anew at each step',
    breaks: 'end',
    file: `${sqlite}/moving.ts`,
    find: 'else setPlace.run(',
    put: 'else if (place === null) setPlace.run(',
    by: [tidyTest],
  },
  {
    name: 'the log not emptied after a thread was forgotten',
    breaks: 'end',
    file: `${sqlite}/checkpoints.ts`,
    find: '      this.#mustEmpty = true;\n      this.#moveIfLong();\n',
    put: '      this.#mustEmpty = true;\n',
    by: ['packages/sqlite/test/forget.test.ts'],
  },
  {
    name: 'a log left with what a killed process had forgotten',
    breaks: 'end',
    file: `${sqlite}/owner-row.ts`,
    find: 'wal_checkpoint(TRUNCATE)',
    put: 'wal_checkpoint(PASSIVE)',
    by: ['packages/sqlite/test/checkpoints.test.ts'],
  },
  {
    name: 'a file never opened again after its opening has failed once',
    breaks: 'end',
    file: `${sqlite}/owned-file.ts`,
    find: '      this.#giveUp();\n      this.#db.close();',
    put: '      this.#db.close();',
    by: ['packages/sqlite/test/faults/full.test.ts'],
  },
  {
    name: 'texts not overwritten before their rows are deleted',
    breaks: 'end',
    file: `${sqlite}/forget.ts`,
    find: 'of [...overwrites, ...deletes]',
    put: 'of deletes',
    by: ['packages/sqlite/test/forget.test.ts'],
  },
  {
    name: 'a file deleted that another thread names',
    breaks: 'end',
    file: `${sqlite}/forget.ts`,
    find: 'for (const found of hashesIn(json)) named.delete(found);',
    put: '',
    by: [`${stores}/forget.test.ts`],
  },
  {
    name: 'the last event of a thread pruned',
    breaks: 'G8',
    file: `${sqlite}/prune.ts`,
    find: 'AND seq < (SELECT seq FROM threads',
    put: 'AND seq <= (SELECT seq FROM threads',
    by: [`${stores}/prune.test.ts`],
  },
  {
    name: 'a thread pruned while its run is active',
    breaks: 'G7',
    file: `${sqlite}/prune.ts`,
    find: 'isIdle ? pruneThread',
    put: 'isIdle < 2 ? pruneThread',
    by: [`${stores}/prune.test.ts`],
  },
];
