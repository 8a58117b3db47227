/** Defects of what several processes do with one store. */
import type { Defect } from './defect.ts';

const statement = 'packages/postgres/src/statement.ts';
const node = 'packages/postgres/src/node.ts';
const reads = 'packages/postgres/src/reads.ts';
const follower = 'packages/runtime/src/host/follower.ts';
const remote = 'packages/runtime/src/host/remote-message.ts';

const store = ['packages/postgres/test/store.test.ts'];
const nodes = ['packages/postgres/test/nodes.test.ts'];
const failures = ['packages/postgres/test/failures.test.ts'];
const histories = ['packages/testkit/test/nodes/histories.test.ts'];
const remoteTest = ['packages/runtime/test/remote-message.test.ts'];

export const nodesDefects: readonly Defect[] = [
  {
    name: 'text of an attempt that was replaced told to readers',
    breaks: 'G8',
    file: follower,
    find: 'return after < (this.#known.get(threadId)?.runs.get(runId)?.end ?? 0);',
    put: 'return after < 0;',
    by: histories,
  },
  {
    name: 'a reader that goes live while events of other nodes are read',
    breaks: 'G8',
    file: follower,
    find: '    if (pull !== undefined)\n      return new Promise',
    put: '    if (pull === null)\n      return new Promise',
    by: histories,
  },
  {
    name: 'an event of another node left out between those that were kept',
    breaks: 'G8',
    file: 'packages/runtime/src/host/log-stream.ts',
    find: '      if (event.seq > this.#seq + 1) {',
    put: '      if (event.seq < 0) {',
    by: histories,
  },
  {
    name: 'a thread of a shared store kept in memory',
    breaks: 'cost',
    file: 'packages/runtime/src/batch/recorded.ts',
    find: '      if (!this.#loaded.has(id) || this.#recent.isUnwritten(id)) continue;',
    put: '      if (this.#loaded.has(id)) continue;',
    by: histories,
  },
  {
    name: 'an attempt that another node has taken over goes on',
    breaks: 'G15',
    file: 'packages/runtime/src/host/neighbours.ts',
    find: '        this.#options.attempts.stop(run.id, run.attemptFence);\n',
    put: '        void run.attemptFence;\n',
    by: [...failures],
  },
  {
    name: 'an attempt that was recorded and never began is left running',
    breaks: 'liveness',
    file: 'packages/runtime/src/host/neighbours.ts',
    find: '[...lost, ...mine].map(recordLost)',
    put: 'lost.map(recordLost)',
    by: histories,
  },
  {
    name: 'a thread written though another node has changed it',
    breaks: 'G15',
    file: statement,
    find: 'threads.id = given.id AND threads.version = given.was AND',
    put: 'threads.id = given.id AND',
    by: store,
  },
  {
    name: 'attempts taken over by a node whose own lease has run out',
    breaks: 'G15',
    file: node,
    find: 'const mayClaim = row.wasValid === true && this.#beatsUntilClaim === 0;',
    put: 'const mayClaim = true;',
    by: failures,
  },
  {
    name: 'the attempts of a node that is gone left to it',
    breaks: 'liveness',
    file: node,
    find: 'lost: mayClaim ? (row.lost ?? []) : []',
    put: 'lost: []',
    by: failures,
  },
  {
    name: 'the waits of a node that is gone left to it',
    breaks: 'liveness',
    file: reads,
    find: '(due_at <= $3 OR node = $4 AND due_at <= $5)',
    put: '($3::bigint IS NOT NULL AND node = $4 AND due_at <= $5)',
    by: nodes,
  },
  {
    name: "an event told before another node's",
    breaks: 'G8',
    file: follower,
    find: 'read === undefined || seq <= read + 1;',
    put: 'read === undefined || seq > 0;',
    by: nodes,
  },
  {
    name: 'a thread that another node has forgotten goes on for its readers',
    breaks: 'end',
    file: follower,
    find: '      subscribers.forget(threadId, cells.forget(threadId));\n',
    put: '',
    by: nodes,
  },
  {
    name: 'a piece of text told although others are missing before it',
    breaks: 'G8',
    file: remote,
    find: ' || (this.#isUnsure && !isFirst)',
    put: '',
    by: remoteTest,
  },
  {
    name: 'a piece of text told twice',
    breaks: 'G8',
    file: remote,
    find: 'const rest = part.text.slice(end.offset - offset);',
    put: 'const rest = part.text;',
    by: remoteTest,
  },
];
