/** Defects in what leaves: runs that leave their conversation, threads that are forgotten, events that are pruned. */
import type { Defect } from './defect.ts';
import { runtime, simulation, testkit } from './suites.ts';

const batch = 'packages/runtime/src/batch';

export const goneDefects: readonly Defect[] = [
  {
    name: 'a question withdrawn before the new run has its place',
    breaks: 'G3, G7',
    file: `${batch}/plans.ts`,
    find: `  batch.create(run, replaced);
  batch.record(run, { type: 'run.queued', ...named });`,
    put: `  if (onQuestion === 'withdraw') withdrawQuestion(batch, active);
  batch.create(run, replaced);
  batch.record(run, { type: 'run.queued', ...named });`,
    by: [runtime('replaced-queue'), simulation],
  },
  {
    name: 'a handle opened on what is not recorded',
    breaks: 'G9',
    file: 'packages/runtime/src/handles.ts',
    find: '    return { batch, run: batch.findRun(runId) };',
    put: `    const run = batch.findRun(runId);
    if (run) parts.cells.open(run);
    return { batch, run };`,
    by: [runtime('write-failure')],
  },
  {
    name: 'a thread forgotten beside other plans of its batch',
    breaks: 'G9',
    file: `${batch}/mailbox.ts`,
    find: 'isAlone: true, ',
    put: '',
    by: [runtime('forget')],
  },
  {
    name: 'a forgotten run read from a store that has not deleted it yet',
    breaks: 'G1, end',
    file: `${batch}/recorded.ts`,
    find: 'if (this.#forgotten.size > 0) return true;',
    put: '',
    by: [runtime('forget')],
  },
  {
    name: 'an attempt that outlasts its thread',
    breaks: 'end',
    file: 'packages/runtime/src/host/release.ts',
    find: '    attempts.stopThread(forgotten);\n',
    put: '',
    by: [runtime('forget')],
  },
  {
    name: 'a handle that waits for a run that was forgotten',
    breaks: 'end, liveness',
    file: 'packages/runtime/src/host/release.ts',
    find: 'cells.forget(forgotten)',
    put: '[]',
    by: [runtime('forget')],
  },
  {
    name: 'a number of a forgotten thread given again',
    breaks: 'G8',
    file: 'packages/sqlite/src/forget.ts',
    find: '    raise.run(threadId);\n',
    put: '',
    by: [testkit('stores/forget'), runtime('forget')],
  },
  {
    name: 'events after pruned ones taken for the next ones',
    breaks: 'G8',
    file: 'packages/runtime/src/host/log-stream.ts',
    find: 'first.seq > this.#seq + 1',
    put: 'first.seq < this.#seq',
    by: [runtime('retention')],
  },
  {
    name: 'a failed message that is shown, pruned',
    breaks: 'G7',
    file: 'packages/sqlite/src/prune.ts',
    find: '(SELECT replaced_by FROM runs WHERE id = run_id) IS NOT NULL',
    put: 'true',
    by: [runtime('retention')],
  },
  {
    name: 'a pass that begins anew at each step',
    breaks: 'end',
    file: 'packages/runtime/src/host/retention.ts',
    find: 'this.#arm(pauseMs, next)',
    put: 'this.#arm(pauseMs)',
    by: [runtime('retention')],
  },
];
