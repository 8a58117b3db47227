/** Defects in orderly ends, losses, quarantine, the bound on attempts, and waits that are set aside (G3, G4, G6, G9). */
import type { Defect } from './defect.ts';
import { runtime } from './suites.ts';

const host = 'packages/runtime/src/host';
const attempt = 'packages/runtime/src/attempt';
const losing = 'machines/run/src/losing.ts';
const lossesTest = 'machines/run/test/losses.test.ts';

export const poisonDefects: readonly Defect[] = [
  {
    name: 'an orderly end counted as a loss',
    breaks: 'G6',
    file: losing,
    find: 'const own = isOrderlyEnd(event) ? 0 : 1;',
    put: 'const own = 1;',
    by: [lossesTest, runtime('ends')],
  },
  {
    name: 'lost attempts that come back for ever',
    breaks: 'G6',
    file: losing,
    find: 'lossCount <= policy.maxLosses &&',
    put: 'lossCount >= 0 &&',
    by: [lossesTest, runtime('ends')],
  },
  {
    name: 'lost attempts that all come back after the whole wait',
    breaks: 'G6',
    file: losing,
    find: 'Math.round(full / 2 + (full / 2) * jitter)',
    put: 'Math.round(full)',
    by: [lossesTest, runtime('ends')],
  },
  {
    name: 'attempts that come back in step after a crash',
    breaks: 'G6',
    file: `${host}/recover.ts`,
    find: '  const recorded = store\n',
    put: '  const jitter = random();\n  const recorded = store\n',
    also: {
      find: 'planLost(batch, options, run, random())',
      put: 'planLost(batch, options, run, jitter)',
    },
    by: [runtime('ends')],
  },
  {
    name: 'attempts that come back in step after an orderly end',
    breaks: 'G6',
    file: `${host}/recover.ts`,
    find: '  return runningRuns(store).map(',
    put: '  const jitter = random();\n  return runningRuns(store).map(',
    also: { find: '        jitter: random(),\n', put: '        jitter,\n' },
    by: [runtime('ends')],
  },
  {
    name: 'attempts not handed over at the close',
    breaks: 'G6',
    file: 'packages/runtime/src/runtime.ts',
    find: 'mailbox.close(() => handOver({ store, attempts, random }));',
    put: 'mailbox.close();',
    by: [runtime('ends')],
  },
  {
    name: 'a close that starts the run behind one that interrupts',
    breaks: 'G3',
    file: `${host}/recover.ts`,
    find: 'batch.conversations.findQueued(threadId) !== undefined;',
    put: 'batch.conversations.findQueued(threadId) === undefined;',
    by: [runtime('ends')],
  },
  {
    name: 'a drain that begins attempts',
    breaks: 'G6',
    file: `${host}/drain.ts`,
    find: '    attempts.pause();\n',
    put: '',
    by: [runtime('ends')],
  },
  {
    name: 'a drain whose time is not looked at',
    breaks: 'G6',
    file: `${host}/drain.ts`,
    find: "  checkNumber('withinMs', withinMs, { min: 0, max: longestTimerMs, infinity: true });\n",
    put: '',
    by: [runtime('ends')],
  },
  {
    name: 'a drain without an end that ends at once',
    breaks: 'G6',
    file: `${host}/drain.ts`,
    find: 'if (withinMs !== Infinity) timer = ',
    put: 'timer = ',
    by: [runtime('ends')],
  },
  {
    name: 'a suspect cleared while it waits for a place',
    breaks: 'G6',
    file: `${host}/quarantine.ts`,
    find: '    if (fence !== null) this.#isolated.set(id, { fence, suspicion: stored.context.suspicion });\n',
    put: '    if (fence === null) return;\n    this.#isolated.set(id, { fence, suspicion: stored.context.suspicion });\n    this.onBegin(id, fence);\n',
    by: [runtime('ends')],
  },
  {
    name: 'suspects let in together',
    breaks: 'G6',
    file: `${host}/suspects.ts`,
    find: 'this.#held.size > 0 && !this.#options.quarantine.isBusy;',
    put: 'this.#held.size > 0;',
    by: [runtime('ends')],
  },
  {
    name: 'a cancelled attempt that keeps its place in the line',
    breaks: 'G4',
    file: `${attempt}/attempts.ts`,
    find: '    if (this.#places.get(runId)?.fence === fence) this.#places.remove(runId);\n',
    put: '',
    by: [runtime('ends')],
  },
  {
    name: 'no bound on attempts at once',
    breaks: 'G6',
    file: `${attempt}/places.ts`,
    find: 'if (this.#isPaused || taken >= this.#most) return undefined;',
    put: 'if (this.#isPaused) return undefined;',
    by: [runtime('ends')],
  },
  {
    name: 'overdue waits kept out by starts',
    breaks: 'G6',
    file: `${attempt}/places.ts`,
    find: 'return Math.max(this.#most - taken - waiting, share - overdue, 0);',
    put: 'return Math.max(this.#most - taken - waiting, 0);',
    by: [runtime('ends')],
  },
  {
    name: 'an answer that is refused for good tried for ever',
    breaks: 'G9',
    file: `${attempt}/attempts.ts`,
    find: 'if (pauseMs !== undefined) return pauseMs;',
    put: 'if (Math.random() < 2) return pauseMs ?? 1_000;',
    by: [runtime('ends')],
  },
];
