/** Defects with which one thing keeps others waiting: a queued run, a place, a wait that can't be fired (G3, G6, G9). */
import type { Defect } from './defect.ts';
import { conversations, runtime } from './suites.ts';

const host = 'packages/runtime/src/host';
const timers = `${host}/timers.ts`;
const release = `${host}/release.ts`;
const startable = 'packages/runtime/src/batch/first-startable.ts';

const ends = [runtime('ends')];
const waits = [runtime('waits')];
const passedOver = [runtime('passed-over')];
const damagedRow = ['packages/sqlite/test/faults/damaged-row.test.ts'];

export const waitingDefects: readonly Defect[] = [
  {
    name: 'a queued run that can not start keeps those behind it',
    breaks: 'liveness',
    file: startable,
    find: '      passed.add(run.id);\n',
    put: '      return undefined;\n',
    by: passedOver,
  },
  {
    name: 'a queued run that can not start told to nobody',
    breaks: 'G9',
    file: release,
    find: '  for (const trouble of batch.troubles) onError(trouble);\n',
    put: '',
    by: passedOver,
  },
  {
    name: 'a queued run told for a plan that was refused',
    breaks: 'G9',
    file: 'packages/runtime/src/batch/batch.ts',
    find: '      this.#troubles.length = troubles;\n',
    put: '',
    by: ['packages/runtime/test/batch.test.ts'],
  },
  {
    name: 'a run that can not end because its queue is damaged',
    breaks: 'G5',
    file: startable,
    find: 'if (run === undefined && !isDamagedRow(error)) throw error;',
    put: 'if (run === undefined) throw error;',
    by: passedOver,
  },
  {
    name: 'a queue left standing that could not be read for a moment',
    breaks: 'liveness',
    file: startable,
    find: '      if (run === undefined && !isDamagedRow(error)) throw error;\n',
    put: '',
    by: passedOver,
  },
  {
    name: 'a queue read no further than the run that is passed over',
    breaks: 'liveness',
    file: conversations,
    find: 'changed.length + passed.size + 1',
    put: 'changed.length + 1',
    by: passedOver,
  },
  {
    name: 'a damaged row of a queue that keeps those behind it',
    breaks: 'liveness',
    file: 'packages/sqlite/src/reads.ts',
    find: 'const found = readable(rows, toRun);',
    put: 'const found = rows.map(toRun);',
    by: damagedRow,
  },
  {
    name: 'a damaged row of a queue counted as one that was found',
    breaks: 'liveness',
    file: 'packages/sqlite/src/json-column.ts',
    find: '    if (found.length >= limit) break;\n',
    put: '    if (--limit <= 0) break;\n',
    by: damagedRow,
  },
  {
    name: 'a place not given on by a run that is cancelled while its end can not be recorded',
    breaks: 'G6',
    file: release,
    find: '  tryCall(onError, () => attempts.startWaiting());\n',
    put: '',
    by: [...ends, runtime('places')],
  },
  {
    name: 'a place not given on by a run whose end is never recorded',
    breaks: 'G6',
    file: 'packages/runtime/src/attempt/attempts.ts',
    find: '    this.stop(runId, fence);\n    this.startWaiting();\n',
    put: '    this.stop(runId, fence);\n',
    by: ends,
  },
  {
    name: 'waits that fail read again before all others',
    breaks: 'G6',
    file: timers,
    find: 'this.#cursor = hasPassed ? last : undefined;',
    put: 'this.#cursor = undefined;',
    by: ends,
  },
  {
    name: 'waits that fail tried again with each slice',
    breaks: 'G6',
    file: timers,
    find: 'if (this.#aside.has(due) || suspects.holds(due, runs[at]))',
    put: 'if (suspects.holds(due, runs[at]))',
    by: ends,
  },
  {
    name: 'a wait that failed forgotten until all are read again',
    breaks: 'G6',
    file: timers,
    find: '      delays.push(this.#aside.nextAt - clock.elapsed());\n',
    put: '',
    by: waits,
  },
  {
    name: 'a new wait behind the cursor of a clock that was set back',
    breaks: 'G6',
    file: timers,
    find: '    if (this.#cursor !== undefined && clock.now() < this.#cursor.dueAt) this.#cursor = undefined;\n',
    put: '',
    by: waits,
  },
];
