/** Defects in what is looked at where it comes in, and in the limits of a start and an attempt. */
import type { Defect } from './defect.ts';
import { conversations, runtime } from './suites.ts';

const attempt = 'packages/runtime/src/attempt/attempt.ts';
const size = 'packages/runtime/src/attempt/attempt-size.ts';
const stream = 'packages/runtime/src/attempt/opened-stream.ts';
const watchdog = 'packages/runtime/src/attempt/watchdog.ts';
const guarded = 'packages/runtime/src/options/guarded.ts';
const fields = 'packages/runtime/src/attempt/fields.ts';

export const boundsDefects: readonly Defect[] = [
  {
    name: 'a text taken without a look',
    breaks: 'liveness',
    file: fields,
    find: "    if (typeof value !== 'string') throw this.wrong(name, 'a text', value);\n    this.bytes += Buffer.byteLength(value);\n    return value;",
    put: '    return value as string;',
    by: [runtime('bad-chunks')],
  },
  {
    name: 'a chunk that breaks the contract tried again',
    breaks: 'liveness',
    file: attempt,
    find: '{ ...classifyFailure(error, options), ...verdictOf(error) }',
    put: '{ ...classifyFailure(error, options), ...verdictOf(error), retryable: true }',
    by: [runtime('bad-chunks')],
  },
  {
    name: 'an iterator left open after its answer',
    breaks: 'liveness',
    file: attempt,
    find: '      stream.close();\n',
    put: '',
    by: [runtime('bad-chunks')],
  },
  {
    name: 'the clean-up of an iterator that throws brings the process down',
    breaks: 'liveness',
    file: stream,
    find: '(async () => stream.return?.())().catch(() => {})',
    put: '(async () => stream.return?.())()',
    by: [runtime('bad-chunks')],
  },
  {
    name: 'a promise instead of a stream left to reject',
    breaks: 'liveness',
    file: stream,
    find: '    if (iterable instanceof Promise) iterable.catch(() => {});\n',
    put: '',
    by: [runtime('bad-chunks')],
  },
  {
    name: 'the bytes of an attempt counted for each chunk anew',
    breaks: 'liveness',
    file: size,
    find: '    this.#bytes += bytes;',
    put: '    this.#bytes = bytes;',
    by: [runtime('limits')],
  },
  {
    name: 'an attempt that is alive lasts for ever',
    breaks: 'liveness',
    file: watchdog,
    find: 'return now >= this.#end || (this.#isWaiting',
    put: 'return (this.#isWaiting',
    by: [runtime('limits')],
  },
  {
    name: 'a timeout without a turn for what lies in the socket',
    breaks: 'G6',
    file: watchdog,
    find: 'this.#clock.defer(() => this.#decide())',
    put: 'this.#decide()',
    by: [runtime('silence')],
  },
  {
    name: 'a pause of the process blamed on the provider',
    breaks: 'G6',
    file: watchdog,
    find: '      this.#deadline = now + this.#timeoutMs;\n    }\n',
    put: '    }\n',
    by: [runtime('silence')],
  },
  {
    name: 'the timer of an attempt left armed once it is over',
    breaks: 'liveness',
    file: watchdog,
    find: '    this.#isStopped = true;\n    this.#clock.clearTimeout(this.#timer);\n',
    put: '    this.#isStopped = true;\n',
    by: [runtime('limits')],
  },
  {
    name: 'a place in the queue kept by a run that is over',
    breaks: 'liveness',
    file: conversations,
    find: 'count + isQueued(run) - isQueued(recorded(run))',
    put: 'count + isQueued(run)',
    by: [runtime('limits')],
  },
  {
    name: 'a clock with fractions handed to the store',
    breaks: 'G9',
    file: guarded,
    find: 'now: () => Math.floor(now())',
    put: 'now',
    by: [runtime('options')],
  },
  {
    name: 'a store left open by a runtime whose options were refused',
    breaks: 'liveness',
    file: 'packages/runtime/src/runtime.ts',
    find: '    await closeStore();\n    throw error;',
    put: '    throw error;',
    by: [runtime('options')],
  },
];
