/** Defects in what leaves: runs that leave their conversation, threads that are forgotten, events that are pruned. */
import type { Defect } from './defect.ts';
import { runtime, simulation } from './suites.ts';

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
];
