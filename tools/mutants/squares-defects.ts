/** Defects with which a cost grows with the square of a queue, a thread or a message, and in what outlasts its use. */
import type { Defect } from './defect.ts';
import { runtime, testkit } from './suites.ts';

const unrecorded = 'packages/runtime/src/attempt/unrecorded.ts';
const builderTest = 'packages/runtime/test/message-builder.test.ts';
const sqliteWrites = 'packages/sqlite/src/writes.ts';
const edit = 'packages/thread/src/view/edit.ts';
const foldTest = 'packages/thread/test/fold-all.test.ts';

export const squaresDefects: readonly Defect[] = [
  {
    name: 'a square: the whole message written at each tool',
    breaks: 'squares',
    file: 'packages/runtime/src/attempt/message-builder.ts',
    find: 'message: isKnown ? undefined : this.message,',
    put: 'message: this.message,',
    by: [builderTest, runtime('growth')],
  },
  {
    name: 'a square: pieces written again after their record',
    breaks: 'squares',
    file: unrecorded,
    find: '    this.#pieces = this.#pieces.slice(end - this.#first);\n    this.#first = end;\n',
    put: '',
    by: [builderTest, runtime('growth')],
  },
  {
    name: 'a square: text that joins a piece which is being recorded',
    breaks: 'G7',
    file: unrecorded,
    find: '    this.#open = undefined;\n    const pieces',
    put: '    const pieces',
    by: [builderTest, runtime('growth')],
  },
  {
    name: 'a square: no checkpoint after the first',
    breaks: 'G7',
    file: 'packages/runtime/src/attempt/checkpoints.ts',
    find: '          isRecording = false;\n',
    put: '',
    by: [runtime('growth')],
  },
  {
    name: 'a square: drafts that outlast their message in SQLite',
    breaks: 'squares',
    file: sqliteWrites,
    find: "if (role === 'assistant') deletePieces.run(id);\n        else if",
    put: 'if',
    by: [testkit('stores/drafts')],
  },
  {
    name: 'a square: drafts that outlast their message in memory',
    breaks: 'squares',
    file: 'packages/runtime/src/memory/tables.ts',
    find: '    this.drafts.delete(id);\n',
    put: '',
    by: [testkit('stores/drafts')],
  },
  {
    name: 'a square: queued runs that are over kept at the front of the queue',
    breaks: 'G3',
    file: 'packages/runtime/src/memory/queues.ts',
    find: '      if (isQueued(id)) found.push(id);\n',
    put: '      found.push(id);\n',
    by: [testkit('stores/queue')],
  },
  {
    name: 'a square: a title as long as its prompt',
    breaks: 'squares',
    file: 'packages/thread/src/model/message.ts',
    find: '    .slice(0, titleLength)\n',
    put: '',
    by: [testkit('stores/titles')],
  },
  {
    name: 'a square: the title of a prompt that was replaced',
    breaks: 'squares',
    file: sqliteWrites,
    find: '    if (replaces !== undefined) forgetTitle.run(run.threadId, run.id);\n',
    put: '',
    by: [testkit('stores/titles')],
  },
  {
    name: 'a square: a view changed after it was given away',
    breaks: 'G8',
    file: edit,
    find: '    if (this.#own.has(list)) return list as T[];\n',
    put: '    if (this.#own.size >= 0) return list as T[];\n',
    by: [foldTest],
  },
  {
    name: 'a square: a run without a place of its own left in its conversation',
    breaks: 'G7',
    file: sqliteWrites,
    find: '    for (const id of leaves) leave.run(run.id, id);\n',
    put: '',
    by: [testkit('stores/queue')],
  },
];
