/** Defects with stores that answer later: what is planned on a batch that is not written, and what is told before it. */
import type { Defect } from './defect.ts';
import { runtime } from './suites.ts';

const mailbox = 'packages/runtime/src/batch/mailbox.ts';
const inFlight = 'packages/runtime/src/batch/in-flight.ts';
const serve = 'packages/sqlite/src/thread/serve.ts';
const later = [runtime('later')];
const thread = ['packages/sqlite/test/thread.test.ts'];

export const laterDefects: readonly Defect[] = [
  {
    name: 'a batch planned on what a failed one would have changed',
    breaks: 'G9',
    file: mailbox,
    find: 'this.#isRepeating || this.#hasFailed ? 1',
    put: 'this.#isRepeating ? 1',
    by: later,
  },
  {
    name: 'a plan whose thread has lost a race not planned again',
    breaks: 'G9',
    file: mailbox,
    find: 'if (threadId !== undefined && lostThreads.has(threadId)) this.#again.push(entry);\n      else ',
    put: '',
    by: later,
  },
  {
    name: 'a refusal told before the batch on which it depends',
    breaks: 'G1',
    file: inFlight,
    find: '      if (first?.outcome === undefined) return;\n      this.#flights.shift();\n',
    put: '      const at = this.#flights.findIndex(({ outcome }) => outcome !== undefined);\n      const first = this.#flights[at];\n      if (first?.outcome === undefined) return;\n      this.#flights.splice(at, 1);\n',
    also: { find: '      const [first] = this.#flights;\n', put: '' },
    by: later,
  },
  {
    name: 'an answer that goes on while its cancel is being written',
    breaks: 'G8',
    file: 'packages/runtime/src/attempt/attempt.ts',
    find: '      if (this.#held !== undefined) await this.#held;\n',
    put: '',
    by: later,
  },
  {
    name: 'messages in memory of a run that was replaced',
    breaks: 'G7',
    file: 'packages/runtime/src/attempt/histories.ts',
    find: "write.type === 'createRun' && write.replaces !== undefined",
    put: "write.type === 'createRun' && write.replaces === ''",
    by: ['packages/runtime/test/histories.test.ts'],
  },
  {
    name: 'messages in memory that were put again',
    breaks: 'G7',
    file: 'packages/runtime/src/attempt/histories.ts',
    find: 'if (this.#threads.get(threadId)?.runIds.has(message.runId)) this.forget(threadId);',
    put: '',
    by: ['packages/runtime/test/histories.test.ts'],
  },
  {
    name: 'a file made shorter while it is copied',
    breaks: 'G9',
    file: 'packages/sqlite/src/file-store.ts',
    find: 'copying.isUnderWay || ',
    put: '',
    by: ['packages/sqlite/test/tidy.test.ts'],
  },
  {
    name: 'a commit written that was planned on one that has failed',
    breaks: 'G9',
    file: serve,
    find: '      if (commit.failures < failures) {\n',
    put: '      if (commit.failures < 0) {\n',
    by: thread,
  },
  {
    name: 'commits written together numbered as one',
    breaks: 'G8',
    file: serve,
    find: '        at += count;\n',
    put: '',
    by: thread,
  },
  {
    name: 'a file that was closed still held by the thread that is kept',
    breaks: 'G9',
    file: 'packages/sqlite/src/in-process.ts',
    find: '  openHere.clear();\n',
    put: '',
    by: thread,
  },
  {
    name: 'all commits of one sync answered in one event-loop turn',
    breaks: 'cost',
    file: 'packages/sqlite/src/thread/writer.ts',
    find: 'if (this.#nextLoopTurn !== undefined) {',
    put: 'if (this.#waiting.length > 0) {',
    by: thread,
  },
  {
    name: 'a message read in two statements, between which it ends',
    breaks: 'G8',
    file: 'packages/sqlite/src/reads.ts',
    find: 'findMessage: (messageId) => readMessage(message, messageId),',
    put: 'findMessage: (messageId) => optional(message.get(messageId), toMessage),',
    by: ['packages/sqlite/test/reads.test.ts'],
  },
  {
    name: 'a checkpoint that a close refuses reported as an error',
    breaks: 'end',
    file: 'packages/runtime/src/attempt/checkpoints.ts',
    find: 'if (!(error instanceof RuntimeClosedError)) onError(error);',
    put: 'onError(error);',
    by: ['packages/testkit/test/runtime/closing.test.ts'],
  },
];
