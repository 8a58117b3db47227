/** Defects in what is read, written and judged once for all who hear of an event. */
import type { Defect } from './defect.ts';
import { runtime } from './suites.ts';

const written = 'packages/http/src/server/written.ts';
const once = ['packages/http/test/once.test.ts'];
const joining = [runtime('joining')];

export const onceDefects: readonly Defect[] = [
  {
    name: 'the log read by each reader that joins others at its end',
    breaks: 'cost',
    file: 'packages/runtime/src/host/subscribers.ts',
    find: 'if (readers.seq === from.seq) stream.prepareLive();\n      else ',
    put: '',
    by: joining,
  },
  {
    name: 'a list of subscribers that changes while they are called',
    breaks: 'G8',
    file: 'packages/runtime/src/host/subscriber-list.ts',
    find: '    if (this.#publishes > 0) this.#subscribers = [...this.#subscribers];\n',
    put: '',
    by: joining,
  },
  {
    name: 'an item serialised for each connection',
    breaks: 'cost',
    file: written,
    find: 'written.get(item) ?? new Written(item)',
    put: 'new Written(item)',
    by: once,
  },
  {
    name: 'an item encoded for each connection',
    breaks: 'cost',
    file: written,
    find: '    if (id === this.#id) return this.#bytes;\n',
    put: '',
    by: once,
  },
  {
    name: 'an item sent with the place of another reader',
    breaks: 'G8',
    file: written,
    find: 'if (id === this.#id)',
    put: 'if (this.#id !== undefined)',
    by: once,
  },
  {
    name: 'a run read for each of its events that the inspector shows',
    breaks: 'cost',
    file: 'packages/inspect/src/feed/feed.ts',
    find: 'if (!this.#found.has(runId)) ',
    put: '',
    by: ['packages/inspect/test/reads.test.ts'],
  },
  {
    name: 'a text with a credential remembered as one without',
    breaks: 'G10',
    file: 'packages/failure/src/redaction/harmless.ts',
    find: '    if (!isHarmless(text)) return false;\n    if (text.length > longest) return true;\n',
    put: '    known.add(text);\n    if (!isHarmless(text)) return false;\n',
    by: ['packages/failure/test/harmless.test.ts'],
  },
  {
    name: 'events in memory with a gap',
    breaks: 'G8',
    file: 'packages/inspect/src/feed/recent.ts',
    find: 'events.at(-1)?.seq === event.seq - 1',
    put: 'events.length > 0',
    by: ['packages/inspect/test/recent.test.ts'],
  },
  {
    name: 'events in memory without a bound',
    breaks: 'bounds',
    file: 'packages/inspect/src/feed/recent.ts',
    find: '      if (this.#count <= mostEvents) break;\n',
    put: '      break;\n',
    by: ['packages/inspect/test/recent.test.ts'],
  },
];
