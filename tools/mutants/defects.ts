/**
 * The defects that `pnpm mutants` plants, one at a time. Each is a mistake that a programmer could make in good faith.
 * Each text `find` must occur exactly once in its file, and the suites in `by` must fail.
 */
import { answerDefects } from './answer-defects.ts';
import { boundsDefects } from './bounds-defects.ts';
import type { Defect } from './defect.ts';
import { goneDefects } from './gone-defects.ts';
import { httpDefects } from './http-defects.ts';
import { identityDefects } from './identity-defects.ts';
import { laterDefects } from './later-defects.ts';
import { lifecycleDefects } from './lifecycle-defects.ts';
import { nodesDefects } from './nodes-defects.ts';
import { onceDefects } from './once-defects.ts';
import { overDefects } from './over-defects.ts';
import { pagesDefects } from './pages-defects.ts';
import { poisonDefects } from './poison-defects.ts';
import { secretsDefects } from './secrets-defects.ts';
import { smallDefects } from './small-defects.ts';
import { squaresDefects } from './squares-defects.ts';
import { conversations, runtime, salvage, salvageTest, simulation, testkit } from './suites.ts';
import { toldDefects } from './told-defects.ts';
import { waitingDefects } from './waiting-defects.ts';

const conformance = testkit('conformance/runtime');
const localContract = testkit('thread-contract/local');
const coreTest = 'packages/core/test/core.test.ts';
const viewTest = 'packages/thread/test/view.test.ts';
const machineTest = 'machines/run/test/embedding.test.ts';

const core = 'packages/core/src/core.ts';
const mailbox = 'packages/runtime/src/batch/mailbox.ts';
const batch = 'packages/runtime/src/batch/batch.ts';
const plans = 'packages/runtime/src/batch/plans.ts';
const attempt = 'packages/runtime/src/attempt/attempt.ts';
const recover = 'packages/runtime/src/host/recover.ts';
const timers = 'packages/runtime/src/host/timers.ts';
const writes = 'packages/sqlite/src/writes.ts';
const reads = 'packages/sqlite/src/reads.ts';

export const defects: readonly Defect[] = [
  {
    name: 'effects released before the commit',
    breaks: 'G2',
    file: mailbox,
    find: '    const land = this.#inFlight.add(planned);\n',
    put: '    const land = this.#inFlight.add(planned);\n    this.#options.release(planned.batch, []);\n',
    by: [runtime('order'), simulation],
  },
  {
    name: 'deadlines computed again on recovery',
    breaks: 'G6',
    file: 'packages/runtime/src/runtime.ts',
    find: '  timers.rearm();\n',
    put: `  for (const due of store.dueTimers(Number.MAX_SAFE_INTEGER, 1_000)) {
    const ms = store.findRun(due.runId)?.stored.context.wait?.ms ?? 0;
    store.commit([{ type: 'armTimer', runId: due.runId, fence: due.fence, dueAt: clock.now() + ms }]);
  }
  timers.rearm();
`,
    by: [runtime('recovery'), simulation],
  },
  {
    name: 'no check for a final state',
    breaks: 'G4',
    file: core,
    find: "      if (isFinalState(stored.state)) return ignore(stored, 'settled');\n",
    put: '',
    by: [coreTest, simulation],
  },
  {
    name: 'the fence of a timer ignored',
    breaks: 'G4, G6',
    file: core,
    find: 'stored.timer?.fence === envelope.fence ?',
    put: 'stored.timer !== null ?',
    by: [coreTest, simulation],
  },
  {
    name: 'the fence of an attempt ignored',
    breaks: 'G4',
    file: core,
    find: 'stored.attemptFence === envelope.fence ?',
    put: 'stored.attemptFence !== null ?',
    by: [coreTest, simulation],
  },
  {
    name: 'failed messages in the history',
    breaks: 'G7',
    file: reads,
    find: 'messages.run_id = runs.id AND messages.status =',
    put: "messages.run_id = runs.id AND messages.status <> 'streaming' AND 'completed' =",
    by: [runtime('recovery'), simulation],
  },
  {
    name: 'event numbers kept from one transaction to the next',
    breaks: 'G8',
    file: writes,
    find: '    const last = new Map<string, ThreadEvent>();\n    const events',
    put: '    const events',
    also: {
      find: '  const put = (',
      put: '  const last = new Map<string, ThreadEvent>();\n  const put = (',
    },
    by: ['packages/sqlite/test/store.test.ts', simulation],
  },
  {
    name: 'the retry count reset on recovery',
    breaks: 'G6',
    file: plans,
    find: "  const step = batch.step(run, { type: 'attempt', fence, event });\n",
    put: "  if (event.type === 'attempt.lost') run.stored.context = { ...run.stored.context, retryCount: 0 };\n  const step = batch.step(run, { type: 'attempt', fence, event });\n",
    by: [runtime('recovery'), simulation],
  },
  {
    name: 'the timer left armed when its wait ends',
    breaks: 'G6',
    file: batch,
    find: '          this.clearTimer(next);\n',
    put: '',
    by: [simulation, conformance],
  },
  {
    name: 'runs shown before their commit',
    breaks: 'G1',
    file: mailbox,
    find: '    const land = this.#inFlight.add(planned);\n',
    put: '    const land = this.#inFlight.add(planned);\n    this.#options.release({ runs: planned.batch.runs, releases: [] } as never, []);\n',
    by: [simulation],
  },
  {
    name: 'an attempt started that its own batch has stopped',
    breaks: 'G2',
    file: 'packages/runtime/src/host/release.ts',
    find: 'run?.stored.attemptFence === fence',
    put: 'run !== undefined',
    by: [runtime('cancel'), simulation],
  },
  {
    name: 'the stream read on before a tool result is recorded',
    breaks: 'G7',
    file: attempt,
    find: "if (type === 'toolCall' || type === 'toolResult') await onTool();",
    put: "if (type === 'toolCall' || type === 'toolResult') void onTool();",
    by: [runtime('recovery'), simulation],
  },
  {
    name: 'a chunk taken that comes after the attempt has timed out or was stopped',
    breaks: 'G4',
    file: attempt,
    find: 'has ended already.\n      if (watchdog.hasExpired) return watchdog.expired;\n',
    put: 'has ended already.\n',
    also: {
      find: 'await this.#held;\n      if (watchdog.hasExpired) return watchdog.expired;\n',
      put: 'await this.#held;\n',
    },
    by: ['packages/runtime/test/attempt.test.ts'],
  },
  {
    name: 'plans beyond those of one transaction forgotten',
    breaks: 'liveness',
    file: mailbox,
    find: '(const resolve of this.#waiters.splice(0)) resolve();\n    this.#schedule();\n',
    put: '(const resolve of this.#waiters.splice(0)) resolve();\n',
    by: [runtime('order')],
  },
  {
    name: 'text after the last tool result kept of a partial message',
    breaks: 'G7',
    file: salvage,
    find: "withResults(parts.slice(0, end), 'lost')",
    put: "withResults(parts.slice(0, end > 0 ? parts.length : 0), 'lost')",
    by: [salvageTest, runtime('recovery'), simulation],
  },
  {
    name: 'a tool call without a result forgotten',
    breaks: 'G7',
    file: salvage,
    find: "part.type === 'toolResult' || isOwnCall(part)",
    put: "part.type === 'toolResult'",
    by: [salvageTest],
  },
  {
    name: 'a message left streaming after a crash',
    breaks: 'G7',
    file: recover,
    find: 'run && batch.streamingMessage(run)',
    put: 'run && undefined',
    by: [runtime('recovery'), simulation],
  },
  {
    name: 'a running run not taken up after a crash',
    breaks: 'liveness',
    file: recover,
    find: 'const recorded = running.map(',
    put: 'const recorded = running.slice(1).map(',
    by: [runtime('recovery'), simulation],
  },
  {
    name: 'the next run not started when one ends',
    breaks: 'liveness',
    file: batch,
    find: '            this.#startQueued(threadId);\n',
    put: '            continue;\n',
    by: [runtime('order'), simulation],
  },
  {
    name: 'a run started although an earlier plan of the batch has made its thread busy',
    breaks: 'G3',
    file: conversations,
    find: '    for (const run of this.#changedIn(threadId)) if (isActiveState(run.stored.state)) return run;\n',
    put: '',
    by: [runtime('order'), simulation],
  },
  {
    name: 'a sleep of the timer without an upper limit',
    breaks: 'G6',
    file: timers,
    find: 'const delays = [longestSleepMs];',
    put: 'const delays = [2 ** 31 - 1];',
    by: [runtime('waits'), simulation],
  },
  {
    name: 'deadlines forgotten that could not be recorded',
    breaks: 'liveness',
    file: timers,
    find: '    else this.#sleep(pause);\n',
    put: '',
    by: [simulation],
  },
  {
    name: 'deadlines forgotten that could not be read',
    breaks: 'liveness',
    file: timers,
    find: '        onError(error);\n        this.#sleep(pauseMs);\n',
    put: '        onError(error);\n',
    by: [runtime('waits')],
  },
  {
    name: 'the end of an attempt forgotten while the disk is full',
    breaks: 'liveness',
    file: 'packages/runtime/src/attempt/record-until-written.ts',
    find: '  while (!signal.aborted) {\n    const error',
    put: '  if (!signal.aborted) {\n    const error',
    by: [runtime('write-failure'), simulation],
  },
  {
    name: "the store's own error thrown",
    breaks: 'G9',
    file: mailbox,
    find: "isStoreWriteError(error) ? error : new StoreWriteError('unknown', error)",
    put: '(error as StoreWriteError)',
    by: [runtime('write-failure'), simulation],
  },
  {
    name: 'an event given twice to a reader that has read it in the log',
    breaks: 'G8',
    file: 'packages/runtime/src/host/log-stream.ts',
    find: '    if (item.seq <= this.#seq) return;\n',
    put: '',
    by: [runtime('joining'), simulation],
  },
  {
    name: 'the text so far not given to a reader that joins in mid-message',
    breaks: 'G8',
    file: 'packages/runtime/src/host/log-stream.ts',
    find: 'if (message !== undefined) for',
    put: 'if (message === null) for',
    by: [runtime('one-batch'), simulation],
  },
  {
    name: 'only the first page of a log read',
    breaks: 'G8',
    file: 'packages/runtime/src/host/log-stream.ts',
    find: '    if (events.length > 0) return true;\n',
    put: '',
    by: [runtime('order')],
  },
  {
    name: 'a position after a tool call that says the call was not read',
    breaks: 'G8',
    file: 'packages/thread/src/position.ts',
    find: 'index: index + 1, offset: 0',
    put: 'index, offset: 0',
    by: [viewTest, simulation],
  },
  {
    name: "a key left in an error's text",
    breaks: 'G10',
    file: 'packages/failure/src/classify.ts',
    find: '    message: redact(\n',
    put: '    message: ((text: string) => text)(\n',
    by: ['packages/failure/test/redact.test.ts', simulation],
  },
  {
    name: 'a key left in the specimen of an error',
    breaks: 'G10',
    file: 'packages/failure/src/specimen/redactor.ts',
    find: 'redact(text, longest, this.#redactAlso)',
    put: 'text.slice(0, longest)',
    by: ['packages/failure/test/specimen.test.ts', runtime('specimens')],
  },
  {
    name: 'a request in the specimen of an error',
    breaks: 'G10',
    file: 'packages/failure/src/specimen/fields.ts',
    find: 'JSON.stringify(this.#inner(json.value, 0) ?? {})',
    put: 'this.#redactor.redact(JSON.stringify(json.value), longest)',
    by: ['packages/failure/test/specimen.test.ts'],
  },
  {
    name: 'no terminal event of a failed run',
    breaks: 'G5',
    file: 'machines/run/src/run.machine.ts',
    find: "      entry: ['announceFailure'],\n",
    put: '',
    by: [machineTest, conformance],
  },
  {
    name: 'a late result of an attempt that ends its run again',
    breaks: 'G4, G5',
    file: plans,
    find: "  const step = batch.step(run, { type: 'attempt', fence, event });\n",
    put: "  const step = batch.step(run.stored.attemptFence === null ? { ...run, stored: { ...run.stored, state: 'running', attemptFence: fence } } : run, { type: 'attempt', fence, event });\n",
    by: [runtime('cancel'), simulation],
  },
  {
    name: 'the context of an older version not upgraded',
    breaks: 'G6',
    file: core,
    find: 'upgradeContext(stored.context)',
    put: 'stored.context',
    by: [coreTest],
  },
  {
    name: 'retries without an end',
    breaks: 'G6',
    file: 'machines/run/src/failing.ts',
    find: 'usedBefore(context, event) < policy.maxRetries &&',
    put: 'usedBefore(context, event) >= 0 &&',
    by: [machineTest],
  },
  {
    name: 'a command that reaches a run of another thread',
    breaks: 'G4',
    file: plans,
    find: 'if (run?.threadId !== threadId) throw new UnknownRunError(runId);',
    put: 'if (run === undefined) throw new UnknownRunError(runId);',
    by: [localContract],
  },
  {
    name: 'the methods of a store that is a class taken off it',
    breaks: 'liveness',
    file: 'packages/runtime/src/ports/store.ts',
    find: '[[name, method.bind(owner)]]',
    put: '[[name, method]]',
    by: [localContract],
  },
  ...answerDefects,
  ...boundsDefects,
  ...lifecycleDefects,
  ...httpDefects,
  ...laterDefects,
  ...nodesDefects,
  ...onceDefects,
  ...smallDefects,
  ...goneDefects,
  ...squaresDefects,
  ...identityDefects,
  ...toldDefects,
  ...overDefects,
  ...secretsDefects,
  ...pagesDefects,
  ...poisonDefects,
  ...waitingDefects,
];
