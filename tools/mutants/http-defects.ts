/** Defects in what a reader may cost, in what is left once one is over, and in who and what is let in over HTTP. */
import type { Defect } from './defect.ts';

const source = 'packages/http/src/server/stream-source.ts';
const client = 'packages/http/src/client/view-stream.ts';
const json = 'packages/http/src/server/strict-json.ts';
const pulse = 'packages/inspect/src/relay/pulse.ts';
const endsTest = 'packages/http/test/ends.test.ts';
const bodiesTest = 'packages/http/test/bodies.test.ts';
const clientTest = 'packages/http/test/client-ends.test.ts';
const refusalsTest = 'packages/http/test/refusals.test.ts';
const pulseTest = 'packages/inspect/test/pulse.test.ts';

export const httpDefects: readonly Defect[] = [
  {
    name: 'a reader over HTTP that has gone is still told',
    breaks: 'end',
    file: source,
    find: '    this.#unsubscribe?.();\n    this.#waiting.clear();\n',
    put: '    this.#waiting.clear();\n',
    by: [endsTest],
  },
  {
    name: 'a heartbeat that goes on once its reader has gone',
    breaks: 'end',
    file: source,
    find: '    clearInterval(this.#heartbeat);\n',
    put: '',
    by: [endsTest],
  },
  {
    name: 'a listener that stays on the signal of a request',
    breaks: 'end',
    file: source,
    find: '    this.#options.onEnd();\n',
    put: '',
    by: [endsTest],
  },
  {
    name: 'a stream that nobody reads stays subscribed',
    breaks: 'end',
    file: source,
    find: '    this.#unsubscribe?.();\n    if (this.#failure',
    put: '    if (this.#failure',
    by: [endsTest],
  },
  {
    name: 'a reader over HTTP that is behind is never let go',
    breaks: 'bounds',
    file: source,
    find: '      else this.#letGo();\n',
    put: '',
    by: [endsTest],
  },
  {
    name: 'a reader that takes nothing is never let go',
    breaks: 'bounds',
    file: source,
    find: '++this.#missedBeats >= mostMissedBeats',
    put: '++this.#missedBeats < 0',
    by: [endsTest],
  },
  {
    name: 'the socket of a reader that is let go stays open',
    breaks: 'end',
    file: 'packages/http/src/server/stream-thread.ts',
    find: 'outgoing && (() => outgoing.destroy())',
    put: 'outgoing && (() => {})',
    by: [endsTest],
  },
  {
    name: 'a log read ahead of its reader',
    breaks: 'bounds',
    file: source,
    find: '      if (this.#waiting.exceeds(replayLimits)) this.#unsubscribe?.();\n',
    put: '',
    by: [endsTest],
  },
  {
    name: 'text joined to waiting text without a bound',
    breaks: 'bounds',
    file: 'packages/http/src/server/waiting.ts',
    find: '(this.#items > 1 &&',
    put: '(this.#frames.length > 1 &&',
    by: [endsTest],
  },
  {
    name: 'a message read through any thread',
    breaks: 'G4',
    file: 'packages/runtime/src/handles.ts',
    find: 'return run?.threadId === id ? message : undefined;',
    put: 'return message;',
    by: [refusalsTest],
  },
  {
    name: 'a body in chunks without a limit',
    breaks: 'bounds',
    file: 'packages/http/src/server/read-body.ts',
    find: '    if (length > maxBytes) return undefined;\n',
    put: '',
    by: [bodiesTest],
  },
  {
    name: 'JSON of any depth',
    breaks: 'bounds',
    file: json,
    find: '> maxDepth)',
    put: '> text.length)',
    by: [bodiesTest],
  },
  {
    name: 'a key that is read twice',
    breaks: 'bounds',
    file: json,
    find: '  keys?.add(key);\n',
    put: '',
    by: [bodiesTest],
  },
  {
    name: 'a request from another machine that names this one',
    breaks: 'bounds',
    file: 'packages/loopback/src/refuse-foreign.ts',
    find: 'peer !== undefined && !isHere(peer)',
    put: 'peer === null',
    by: ['packages/loopback/test/refuse-foreign.test.ts', refusalsTest],
  },
  {
    name: "a client's stream that stays open",
    breaks: 'end',
    file: client,
    find: '        this.#close();\n        this.#watchdog.close();\n',
    put: '        this.#watchdog.close();\n',
    by: [clientTest],
  },
  {
    name: 'a refusal that keeps its connection',
    breaks: 'end',
    file: client,
    find: '    if (signal.aborted || !isStream) void response.body?.cancel().catch(() => {});\n',
    put: '',
    by: [clientTest],
  },
  {
    name: 'a stream that can not be read is left open',
    breaks: 'end',
    file: client,
    find: '        this.#request.abort();\n        this.#watchdog.stop();\n',
    put: '        this.#watchdog.stop();\n',
    by: [clientTest],
  },
  {
    name: 'the place of a receiver that is gone',
    breaks: 'bounds',
    file: pulse,
    find: 'missed < mostMissedByNewcomer',
    put: 'missed >= 0',
    by: [pulseTest],
  },
  {
    name: 'pings after the last receiver has gone',
    breaks: 'end',
    file: pulse,
    find: '    clearInterval(this.#timer);\n',
    put: '',
    by: [pulseTest],
  },
  {
    name: 'a refused socket that stays half open',
    breaks: 'end',
    file: 'packages/inspect/src/relay/relay.ts',
    find: "  socket.once('finish', () => socket.destroy());\n",
    put: '',
    by: [pulseTest],
  },
];
