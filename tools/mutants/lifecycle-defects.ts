/** Defects in what a retry may use, in what holds a queue, and in how a failed run is taken up (G3, G6, G7). */
import type { Defect } from './defect.ts';
import { conversations, runtime, simulation } from './suites.ts';

const batch = 'packages/runtime/src/batch/batch.ts';
const resume = 'packages/runtime/src/batch/plan-resume.ts';
const failing = 'machines/run/src/failing.ts';
const progressTest = 'machines/run/test/progress.test.ts';

export const lifecycleDefects: readonly Defect[] = [
  {
    name: 'progress ignored by the runtime',
    breaks: 'G6',
    file: 'packages/runtime/src/batch/plans.ts',
    find: '    ...(progressed && { progressed }),\n',
    put: '',
    by: [runtime('progress'), simulation],
  },
  {
    name: 'progress ignored by the machine',
    breaks: 'G6',
    file: failing,
    find: 'hasProgressed(event) ? 0 : retryCount',
    put: 'retryCount',
    by: [progressTest, runtime('progress'), simulation],
  },
  {
    name: 'the bound of all retries ignored',
    breaks: 'G6',
    file: failing,
    find: 'totalRetryCount < Math.max(policy.maxRetries, policy.maxTotalRetries)',
    put: 'totalRetryCount >= 0',
    by: [progressTest, runtime('progress'), simulation],
  },
  {
    name: 'a queue that is never held',
    breaks: 'G3',
    file: batch,
    find: 'isActiveState(run.stored.state) && !isHolding(effect.output)',
    put: 'isActiveState(run.stored.state)',
    by: [runtime('held'), simulation],
  },
  {
    name: 'a new prompt started ahead of a held queue',
    breaks: 'G3',
    file: batch,
    find: 'if (this.isNext(run)) this.#start(run);',
    put: 'if (this.findActiveRun(run.threadId) === undefined) this.#start(run);',
    by: [runtime('held'), simulation],
  },
  {
    name: 'queued runs lost with the run that is replaced',
    breaks: 'G9',
    file: conversations,
    find: ".filter(({ stored }) => stored.state !== 'queued')",
    put: '',
    by: [runtime('held'), simulation],
  },
  {
    name: 'queued runs lost with the recorded run that is replaced',
    breaks: 'G9',
    file: 'packages/sqlite/src/reads.ts',
    find: 'ordinal >= first.ordinal\n      AND runs.replaced_by IS NULL AND runs.state',
    put: "ordinal >= first.ordinal\n      AND runs.replaced_by IS NULL AND ''",
    by: [runtime('held')],
  },
  {
    name: 'a run taken up without what it had done',
    breaks: 'G7',
    file: resume,
    find: 'batch.completedMessages(former)',
    put: 'batch.completedMessages(former).slice(0, 1)',
    by: [runtime('resume'), simulation],
  },
  {
    name: 'a run taken up without what the same batch has recorded',
    breaks: 'G7',
    file: batch,
    find: '        messages.set(write.message.id, write.message);\n',
    put: '        messages.delete(write.message.id);\n',
    by: [runtime('resume')],
  },
  {
    name: 'a run taken up without the answer of its human',
    breaks: 'G7',
    file: 'machines/run/src/context.ts',
    find: 'resumes: runId, answer, answered }',
    put: 'resumes: runId }',
    by: ['machines/run/test/resuming.test.ts', runtime('resume')],
  },
  {
    name: 'a run taken up behind a later one that has begun',
    breaks: 'G7',
    file: resume,
    find: 'placeOf(runId) === undefined || batch.conversations.hasBegunAfter(former)',
    put: 'placeOf(runId) === undefined',
    by: [runtime('resume')],
  },
];
