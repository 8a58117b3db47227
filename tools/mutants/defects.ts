/**
 * Defects to be planted, one at a time: each is a mistake that somebody could make in good faith. `find` stands
 * once in its file; the suites in `by` must go red.
 */
export interface Defect {
  name: string;
  /** What it breaks. */
  breaks: string;
  file: string;
  find: string;
  put: string;
  /** A second place, where the mistake needs one. */
  also?: { find: string; put: string };
  /** Test files, the quickest first. */
  by: readonly string[];
}

const simulation = 'packages/testkit/test/simulation/histories.test.ts';
const conformance = 'packages/testkit/test/conformance/runtime.test.ts';
const host = (name: string) => `packages/sqlite/test/host/${name}.test.ts`;

const mailbox = 'packages/runtime/src/host/mailbox.ts';
const draft = 'packages/runtime/src/host/draft.ts';
const plans = 'packages/runtime/src/host/plans.ts';
const recover = 'packages/runtime/src/host/recover.ts';
const runtime = 'packages/runtime/src/runtime.ts';
const attempts = 'packages/runtime/src/host/attempts.ts';
const timers = 'packages/runtime/src/host/timers.ts';
const sessions = 'packages/runtime/src/host/sessions.ts';
const core = 'packages/core/src/core.ts';
const writes = 'packages/sqlite/src/writes.ts';
const reads = 'packages/sqlite/src/reads.ts';

export const defects: readonly Defect[] = [
  {
    name: 'effects released before the commit',
    breaks: 'G2',
    file: mailbox,
    find: '    let recorded: ThreadEvent[];\n',
    put: '    let recorded: ThreadEvent[];\n    release(draft.changes, []);\n',
    by: [host('order'), simulation],
  },
  {
    name: 'the deadline computed anew on restore',
    breaks: 'G6',
    file: recover,
    find: '  const lost = ',
    put: `  for (const due of store.dueTimers(Number.MAX_SAFE_INTEGER, 1_000)) {
    const ms = store.findRun(due.runId)?.stored.context.wait?.ms ?? 0;
    store.commit([{ type: 'armTimer', runId: due.runId, token: due.token, dueAt: clock.now() + ms }]);
  }
  const lost = `,
    by: [host('recovery'), simulation],
  },
  {
    name: 'the cancel check dropped after the wait',
    breaks: 'G4',
    file: core,
    find: "      if (isSettled(stored)) return ignore(stored, 'settled');\n",
    put: '',
    by: ['packages/core/test/core.test.ts', simulation],
  },
  {
    name: 'the token of a timer not looked at',
    breaks: 'G4, G6',
    file: core,
    find: 'stored.timer?.token === envelope.token ?',
    put: 'stored.timer !== null ?',
    by: ['packages/core/test/core.test.ts', simulation],
  },
  {
    name: 'the token of an attempt not looked at',
    breaks: 'G4',
    file: core,
    find: 'stored.attempt === envelope.token ?',
    put: 'stored.attempt !== null ?',
    by: ['packages/core/test/core.test.ts', simulation],
  },
  {
    name: 'the failed message left in history',
    breaks: 'G7',
    file: reads,
    find: 'messages.run_id = runs.id AND messages.status =',
    put: "messages.run_id = runs.id AND messages.status <> 'streaming' AND 'completed' =",
    by: [host('recovery'), simulation],
  },
  {
    name: 'the sequence taken before the transaction',
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
    name: 'the retry counter reset on recovery',
    breaks: 'G6',
    file: plans,
    find: "  const step = draft.step(run, {\n    type: 'attempt',",
    put: "  if (event.type === 'attempt.lost') run.stored.context.retries = 0;\n  const step = draft.step(run, {\n    type: 'attempt',",
    by: [host('recovery'), simulation],
  },
  {
    name: 'the timer not cancelled on leaving the state',
    breaks: 'G6',
    file: draft,
    find: "          changes.setTimer(next, 'none');\n",
    put: '',
    by: [simulation, conformance],
  },
  {
    name: 'a run told before its commit',
    breaks: 'G1',
    file: mailbox,
    find: '    let recorded: ThreadEvent[];\n',
    put: '    let recorded: ThreadEvent[];\n    release({ runs: draft.changes.runs, releases: [] } as never, []);\n',
    by: [simulation],
  },
  {
    name: 'an attempt begun although its turn has taken it back',
    breaks: 'G2',
    file: runtime,
    find: "type === 'startAttempt' && run?.stored.attempt === token",
    put: "type === 'startAttempt' && run !== undefined",
    by: [host('cancel'), simulation],
  },
  {
    name: 'a tool result that is not waited for',
    breaks: 'G7',
    file: 'packages/runtime/src/host/attempt.ts',
    find: "    return chunk.type === 'toolResult' ? onToolResult(this.#writing.message) : undefined;\n",
    put: "    if (chunk.type === 'toolResult') void onToolResult(this.#writing.message);\n    return undefined;\n",
    by: [host('recovery'), simulation],
  },
  {
    name: 'a run remembered as it would have been, had the disk not been full',
    breaks: 'G1, G9',
    file: 'packages/runtime/src/host/remembering.ts',
    find: '      const events = store.commit(writes);\n',
    put: "      for (const write of writes) if (write.type === 'updateRun') keep(write.run);\n      const events = store.commit(writes);\n",
    by: [host('write-failure'), simulation],
  },
  {
    name: 'a word that comes after the attempt was given up',
    breaks: 'G4',
    file: 'packages/runtime/src/host/attempt.ts',
    find: '      if (watchdog.hasBarked) return watchdog.barked;\n',
    put: '',
    by: [host('cancel'), host('retry'), simulation],
  },
  {
    name: 'plans beyond what a transaction is to hold forgotten',
    breaks: 'liveness',
    file: mailbox,
    find: '      if (this.#entries.length > 0) this.#schedule();\n',
    put: '',
    by: [host('order')],
  },
  {
    name: 'a broken half kept whole',
    breaks: 'G7',
    file: 'packages/runtime/src/model/message.ts',
    find: '  const kept = parts.slice(0, end);\n',
    put: '  const kept = parts.slice(0, end > 0 ? parts.length : 0);\n',
    by: [host('recovery'), simulation],
  },
  {
    name: 'a call without an answer kept',
    breaks: 'G7',
    file: 'packages/runtime/src/model/message.ts',
    find: "part.type !== 'toolCall' || answered.has(part.id)",
    put: "part.type !== 'toolCall' || answered.size >= 0",
    by: ['packages/runtime/test/view.test.ts', host('recovery')],
  },
  {
    name: 'a half that a crash leaves open',
    breaks: 'G7',
    file: recover,
    find: 'store.findStreamingMessage(id)',
    put: 'undefined',
    by: [host('recovery'), simulation],
  },
  {
    name: 'runs under way not taken up after a crash',
    breaks: 'liveness',
    file: recover,
    find: 'store.findRunningRuns().map',
    put: 'store.findRunningRuns().slice(1).map',
    by: [simulation],
  },
  {
    name: 'the next run not started when one ends',
    breaks: 'liveness',
    file: draft,
    find: '          if (isActive(run)) this.#startQueued(threadId);\n',
    put: '',
    by: [host('order'), simulation],
  },
  {
    name: 'a busy thread not seen within its turn',
    breaks: 'G3',
    file: draft,
    find: '    for (const run of runs.values()) if (run.threadId === threadId && isActive(run)) return true;\n',
    put: '',
    by: [host('order'), simulation],
  },
  {
    name: 'a sleep that is not capped',
    breaks: 'G6',
    file: timers,
    find: 'Math.min(Math.max(deadline - clock.now(), 0), longestSleepMs)',
    put: 'Math.max(deadline - clock.now(), 0)',
    by: [simulation],
  },
  {
    name: 'deadlines that could not be recorded forgotten',
    breaks: 'liveness',
    file: timers,
    find: '      this.#sleep(pauseMs);\n',
    put: '',
    by: [simulation],
  },
  {
    name: 'the end of an attempt forgotten while the disk is full',
    breaks: 'liveness',
    file: attempts,
    find: '    while (!running.abort.signal.aborted) {\n      const error',
    put: '    if (!running.abort.signal.aborted) {\n      const error',
    by: [host('write-failure'), simulation],
  },
  {
    name: 'an error that is thrown as it came',
    breaks: 'G9',
    file: mailbox,
    find: "isStoreWriteError(cause) ? cause : new StoreWriteError('unknown', cause)",
    put: 'cause',
    by: [host('write-failure'), simulation],
  },
  {
    name: 'a reader that joins twice what it was given by the log',
    breaks: 'G8',
    file: sessions,
    find: 'if (isDelta(item) || item.seq > seq) subscriber.next(item);',
    put: 'subscriber.next(item);',
    by: [simulation],
  },
  {
    name: 'a reader that is not brought up to date with what is being written',
    breaks: 'G8',
    file: sessions,
    find: 'if (message !== undefined) for',
    put: 'if (message === null) for',
    by: [host('one-turn'), simulation],
  },
  {
    name: 'only the first page of a log',
    breaks: 'G8',
    file: sessions,
    find: '        if (events.length < page) break;\n',
    put: '        break;\n',
    by: [host('order')],
  },
  {
    name: 'a place behind a tool call that says none of it was read',
    breaks: 'G8',
    file: 'packages/runtime/src/view/position.ts',
    find: 'index: index + 1, offset: 0',
    put: 'index, offset: 0',
    by: ['packages/runtime/test/view.test.ts', simulation],
  },
  {
    name: 'a key that is left in an error',
    breaks: 'G10',
    file: 'packages/failure/src/classify.ts',
    find: '    message: redact(\n',
    put: '    message: ((text: string) => text)(\n',
    by: ['packages/failure/test/redact.test.ts', simulation],
  },
  {
    name: 'an end that is not told',
    breaks: 'G5',
    file: 'machines/run/src/run.machine.ts',
    find: "      entry: ['announceFailure'],\n",
    put: '',
    by: ['machines/run/test/embedding.test.ts', conformance],
  },
  {
    name: 'a late result that ends a run once more',
    breaks: 'G4, G5',
    file: plans,
    find: "  const step = draft.step(run, {\n    type: 'attempt',\n    token,",
    put: "  const step = draft.step(run.stored.attempt === null ? { ...run, stored: { ...run.stored, state: 'running', attempt: token } } : run, {\n    type: 'attempt',\n    token,",
    by: [host('cancel'), simulation],
  },
  {
    name: 'what an older version remembered taken as it is',
    breaks: 'G6',
    file: core,
    find: 'upgradeContext(stored.context)',
    put: 'stored.context',
    by: ['packages/core/test/core.test.ts'],
  },
  {
    name: 'retries without an end',
    breaks: 'G6',
    file: 'machines/run/src/failing.ts',
    find: 'failureOf(event).retryable && retries < policy.maxRetries',
    put: 'failureOf(event).retryable && retries >= 0 && policy !== undefined',
    by: ['machines/run/test/embedding.test.ts'],
  },
];
