/** Defects in what must happen once a thing is over: streams, timers, listeners, connections and memory are let go. */
import type { Defect } from './defect.ts';
import { runtime } from './suites.ts';

const stream = 'packages/runtime/src/attempt/opened-stream.ts';
const attempts = 'packages/runtime/src/attempt/attempts.ts';
const watchdog = 'packages/runtime/src/attempt/watchdog.ts';
const timers = 'packages/runtime/src/host/timers.ts';
const subscriberList = 'packages/runtime/src/host/subscriber-list.ts';
const recent = 'packages/runtime/src/batch/recent-threads.ts';
const readable = 'packages/thread/src/readable.ts';
const endedParts = 'packages/providers/src/ai-sdk/ended-parts.ts';
const clientWatchdog = 'packages/http/src/client/watchdog.ts';

const over = [runtime('over')];
const forgotten = [runtime('forgotten')];
const recentTest = ['packages/runtime/test/recent-threads.test.ts'];
const readableTest = ['packages/thread/test/leaving.test.ts'];
const connections = ['packages/providers/test/connections.test.ts'];
const descriptors = ['packages/sqlite/test/descriptors.test.ts'];
const heartbeat = ['packages/http/test/heartbeat.test.ts'];
const lifecycle = ['packages/react/test/lifecycle.test.tsx'];

export const overDefects: readonly Defect[] = [
  {
    name: 'all runs kept in memory',
    breaks: 'memory',
    file: recent,
    find: '      if (entries.size <= capacity) return;\n',
    put: '      return;\n',
    by: recentTest,
  },
  {
    name: 'a run in memory dropped although it is in use',
    breaks: 'cost',
    file: recent,
    find: '  entries.delete(key);\n  entries.set(key, entry);\n',
    put: '',
    by: recentTest,
  },
  {
    name: 'a run in memory dropped before it is written',
    breaks: 'G9',
    file: recent,
    find: 'if (!this.#unwritten.has(threadOf(entry, key))) entries',
    put: 'entries',
    by: recentTest,
  },
  {
    name: 'a half whose run parks left above the answer',
    breaks: 'G7',
    file: 'packages/runtime/src/batch/plans.ts',
    find: "step.stored.state === 'retrying' || step.stored.state === 'parked'",
    put: "step.stored.state === 'retrying'",
    by: [...over, 'packages/testkit/test/conformance/runtime.test.ts'],
  },
  {
    name: "a provider's stream that is never closed",
    breaks: 'end',
    file: stream,
    find: 'close: () => void (async () => stream.return?.())().catch(() => {}),',
    put: 'close: () => {},',
    by: over,
  },
  {
    name: "an answer lost because its provider's clean-up throws at once",
    breaks: 'G7',
    file: stream,
    find: 'void (async () => stream.return?.())().catch(() => {})',
    put: 'void Promise.resolve(stream.return?.()).catch(() => {})',
    by: [runtime('bad-chunks')],
  },
  {
    name: 'the timeout of an attempt that goes on after it',
    breaks: 'end',
    file: watchdog,
    find: 'if (this.#isStopped || this.hasExpired) return;',
    put: 'if (this.hasExpired) return;',
    by: [runtime('silence')],
  },
  {
    name: 'a second timeout beside the first one',
    breaks: 'end',
    file: watchdog,
    find: '    this.#clock.clearTimeout(this.#timer);\n    this.#timer = ',
    put: '    this.#timer = ',
    by: over,
  },
  {
    name: 'a listener left on the signal of an attempt',
    breaks: 'end',
    file: watchdog,
    find: "    this.#signal.removeEventListener('abort', this.#onAbort);\n",
    put: '',
    by: over,
  },
  {
    name: 'checkpoints of a message that go on after its attempt',
    breaks: 'end',
    file: attempts,
    find: '    stopCheckpoints();\n',
    put: '',
    by: over,
  },
  {
    name: 'a provider that is not told of a cancel',
    breaks: 'G4',
    file: attempts,
    find: '    running.abort.abort(stopped);\n',
    put: '',
    by: over,
  },
  {
    name: 'attempts that go on after the end of the runtime',
    breaks: 'end',
    file: attempts,
    find: '    for (const { runId, fence } of this.#running.values()) this.stop(runId, fence);\n',
    put: '',
    by: over,
  },
  {
    name: 'an attempt kept in memory after its end',
    breaks: 'end',
    file: attempts,
    find: '    this.#running.delete(runId);\n',
    put: '',
    by: forgotten,
  },
  {
    name: 'the timer of waits left armed by the end of the runtime',
    breaks: 'end',
    file: timers,
    find: '    this.#isClosed = true;\n    this.#options.clock.clearTimeout(this.#timer);\n',
    put: '    this.#isClosed = true;\n',
    by: over,
  },
  {
    name: 'a timer for each change of a wait',
    breaks: 'end',
    file: timers,
    find: '    this.#options.clock.clearTimeout(this.#timer);\n    this.#timer =',
    put: '    this.#timer =',
    by: [runtime('waits')],
  },
  {
    name: 'a timer armed by the last command of a runtime',
    breaks: 'end',
    file: timers,
    find: 'if (this.#isFiring || this.#isClosed) return;',
    put: 'if (this.#isFiring) return;',
    also: {
      find: 'count !== this.#rearms || this.#isFiring || this.#isClosed;',
      put: 'count !== this.#rearms || this.#isFiring;',
    },
    by: over,
  },
  {
    name: 'a deadline tried again after the end of the runtime',
    breaks: 'end',
    file: timers,
    find: '    this.#isFiring = false;\n    if (this.#isClosed) return;\n',
    put: '    this.#isFiring = false;\n',
    by: over,
  },
  {
    name: 'a subscriber remembered that has left',
    breaks: 'end',
    file: subscriberList,
    find: '    this.#changeable().splice(at, 1);\n',
    put: '',
    by: forgotten,
  },
  {
    name: 'a subscription for each look at a view',
    breaks: 'end',
    file: 'packages/runtime/src/local-view.ts',
    find: 'connect().unsubscribe();',
    put: 'connect();',
    by: forgotten,
  },
  {
    name: 'an observer told that has left',
    breaks: 'end',
    file: readable,
    find: 'void this.#observers.delete(own)',
    put: 'undefined',
    by: readableTest,
  },
  {
    name: 'an observer told of the change at which it left',
    breaks: 'end',
    file: readable,
    find: 'if (this.#observers.has(observer)) observer.next(this.#value);',
    put: 'observer.next(this.#value);',
    by: readableTest,
  },
  {
    name: 'a source left open when the last subscriber has left',
    breaks: 'end',
    file: readable,
    find: '    ending?.unsubscribe();\n',
    put: '',
    by: readableTest,
  },
  {
    name: 'one who leaves twice counted as two',
    breaks: 'end',
    file: readable,
    find: '          if (!isSubscribed) return;\n',
    put: '',
    by: readableTest,
  },
  {
    name: 'a request to a model that a cancel does not reach: Chat Completions',
    breaks: 'end',
    file: 'packages/providers/src/openai/chat/call-chat.ts',
    find: 'const options = { signal, maxRetries: 0 };',
    put: 'const options = { maxRetries: 0 };',
    by: connections,
  },
  {
    name: "a request to a model that a cancel does not reach: OpenAI's Responses",
    breaks: 'end',
    file: 'packages/providers/src/openai/responses/call-responses.ts',
    find: 'const options = { signal, maxRetries: 0 };',
    put: 'const options = { maxRetries: 0 };',
    by: connections,
  },
  {
    name: 'a request to a model that a cancel does not reach: Anthropic',
    breaks: 'end',
    file: 'packages/providers/src/anthropic/anthropic.ts',
    find: 'const options = { signal: request.signal, maxRetries: 0 };',
    put: 'const options = { maxRetries: 0 };',
    by: connections,
  },
  {
    name: 'a connection of the AI SDK held after its answer',
    breaks: 'end',
    file: endedParts,
    find: '    void endSoon(reader);\n',
    put: '',
    by: connections,
  },
  {
    name: 'a connection of the AI SDK read on for ever after its answer',
    breaks: 'end',
    file: endedParts,
    find: 'setTimeout(() => void reader.cancel().catch(() => {}), endMs)',
    put: 'setTimeout(() => {}, endMs)',
    by: connections,
  },
  {
    name: 'a connection of the AI SDK held when its reader has left',
    breaks: 'end',
    file: 'packages/providers/src/ai-sdk/while-read.ts',
    find: '    if (!isWhole) left.abort();\n',
    put: '',
    by: connections,
  },
  {
    name: 'a database left open that is refused',
    breaks: 'end',
    file: 'packages/sqlite/src/preflight.ts',
    find: '    db.close();\n',
    put: '',
    by: descriptors,
  },
  {
    name: 'a database left open after a look into it',
    breaks: 'end',
    file: 'packages/sqlite/src/failures/read-only.ts',
    find: '    db?.close();\n',
    put: '',
    by: descriptors,
  },
  {
    name: "the client's timer left by who unsubscribes",
    breaks: 'end',
    file: clientWatchdog,
    find: '    this.#isWatching = false;\n    clearTimeout(this.#timer);\n',
    put: '    this.#isWatching = false;\n',
    by: heartbeat,
  },
  {
    name: 'a connection watched that waits to be made again',
    breaks: 'end',
    file: 'packages/http/src/client/view-stream.ts',
    find: "        this.#watchdog.stop();\n        this.#connection.set('lost');",
    put: "        this.#connection.set('lost');",
    by: heartbeat,
  },
  {
    name: 'a value observed by a component that has left it',
    breaks: 'end',
    file: 'packages/react/src/use-readable.ts',
    find: 'return () => subscription.unsubscribe();',
    put: 'return () => {};',
    by: lifecycle,
  },
  {
    name: 'a thread observed by a screen that has sent a prompt and is gone',
    breaks: 'end',
    file: 'packages/react/src/use-awaited-run.ts',
    find: '    return () => subscription.unsubscribe();\n',
    put: '',
    by: lifecycle,
  },
];
