/** Tests of the contract itself: for each thread with a planted defect, the named cases must fail. */
import type { Runtime } from '@perdure/runtime';
import { memoryStore } from '@perdure/runtime/memory';
import {
  emptyView,
  fold,
  isDelta,
  type Position,
  type StreamItem,
  type Thread,
  type ThreadView,
  UnknownRunError,
  Writable,
  whileSubscribed,
} from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { contractRuntime, threadContract } from '../../src/thread-contract/index.ts';

type Spoil = (runtime: Runtime, id: string) => Partial<Thread>;

/** Runs the named cases on threads with a defect. Returns the error of each case; undefined for a case that passes. */
async function errorsOf(spoil: Spoil, names: readonly string[]): Promise<(string | undefined)[]> {
  const open = async () => {
    const behind = await contractRuntime(memoryStore());
    const { runtime } = behind;
    const thread = (id: string): Thread => ({ ...runtime.thread(id), ...spoil(runtime, id) });
    return { ...behind, thread, close: behind.closeRuntime };
  };
  const tests = threadContract(open, { patienceMs: 200 });
  return Promise.all(
    names.map(async (name) => {
      const test = tests.find((test) => test.name === name);
      if (test === undefined) throw new Error(`The contract has no case '${name}'.`);
      const error = await test.run().catch((error: unknown) => error);
      return (error as Error | undefined)?.name;
    }),
  );
}

/** Replaces a thread's view by one that another function folds from the items of the stream. */
function viewBy(
  wrongFold: (view: ThreadView, item: StreamItem) => ThreadView,
  from: (view: ThreadView) => Position = ({ seq }) => ({ seq }),
): Spoil {
  return (runtime, id) => {
    const view = new Writable(emptyView(id));
    const { subscribe } = whileSubscribed(view, () =>
      runtime
        .thread(id)
        .stream(from(view.getSnapshot()))
        .subscribe((item) => view.set(wrongFold(view.getSnapshot(), item))),
    );
    return { getSnapshot: view.getSnapshot, subscribe };
  };
}

/** A wrong fold: it appends each text without looking at its offset. */
const appending = (view: ThreadView, item: StreamItem): ThreadView => {
  const known = view.messages.find((m) => isDelta(item) && m.id === item.messageId);
  const last = known?.parts.at(-1);
  if (known?.status !== 'streaming' || last === undefined || !isDelta(item))
    return fold(view, item);
  if (!('text' in last) || !('text' in item.part)) return fold(view, item);
  const parts = [...known.parts.slice(0, -1), { ...last, text: last.text + item.part.text }];
  const messages = view.messages.map((m) => (m === known ? { ...known, parts } : m));
  return { ...view, messages };
};

const wrong: readonly [defect: string, spoil: Spoil, cases: readonly string[]][] = [
  [
    'commands reach the runs of every thread',
    (runtime) => ({
      send: async (runId, command) => {
        const run = await runtime.run(runId);
        if (run === undefined) throw new UnknownRunError(runId);
        return run.send(command);
      },
    }),
    ['a run of another thread is unknown, and a command does not touch it (G4)'],
  ],
  [
    'a subscriber that comes back is given text that it has',
    viewBy(appending),
    [
      'a subscriber that leaves in mid-message and comes back misses nothing and sees nothing twice',
    ],
  ],
  [
    'a subscriber that joins in mid-message is not given the text so far',
    viewBy((view, item) =>
      isDelta(item) && item.offset === 0 && view.messages.length > 0 && view.seq > 3
        ? view
        : fold(view, item),
    ),
    ['a subscriber that joins in mid-message sees the text so far, then the rest, once'],
  ],
  [
    'a replaced run stays in the view',
    viewBy((view, item) =>
      !isDelta(item) && item.type === 'run.queued'
        ? fold(view, { ...item, replaces: 'nobody' })
        : fold(view, item),
    ),
    [
      'a replaced run and all later ones leave the view and the history, and stay in the log',
      'a run under way cannot be replaced until it is cancelled',
    ],
  ],
  [
    'errors have lost their names',
    (runtime, id) => {
      const thread = runtime.thread(id);
      const nameless = (error: Error) => Promise.reject(new Error(error.message));
      return {
        start: (options) => thread.start(options).catch(nameless),
        send: (runId, command) => thread.send(runId, command).catch(nameless),
        events: (after, limit) => thread.events(after, limit).catch(nameless),
      };
    },
    [
      'a start with the id of a run of another thread is refused, and that run goes on',
      'an unknown run is refused, also with an id that no run can have',
      'an event that is no command is refused by name, and changes nothing',
      'a run under way cannot be replaced until it is cancelled',
      'a closed runtime is named by every method, and the view keeps its messages',
      'a start that cannot be written is refused with the reason, and nothing is recorded',
      'the id "" is refused for a thread and a run',
    ],
  ],
  [
    'a start with a known run id is a new run',
    (runtime, id) => ({
      start: ({ runId: _, ...options }) => runtime.thread(id).start(options),
    }),
    [
      'two starts with one run id are one run',
      'a start with the id of a run that is over returns that run',
    ],
  ],
  [
    'a page begins one event too late',
    (runtime, id) => ({ events: (after, limit) => runtime.thread(id).events(after + 1, limit) }),
    [
      'a start resolves once the prompt is recorded, as it was given',
      'events come in order, in pages of 500 at most',
    ],
  ],
  [
    'a message is read by every thread',
    (runtime) => ({
      async message(id) {
        for (const thread of await runtime.threads()) {
          const message = await runtime.thread(thread.id).message(id);
          if (message !== undefined) return message;
        }
        return undefined;
      },
    }),
    ['a message is read by its own thread only'],
  ],
  [
    'a file is of the type that its caller says',
    (runtime, id) => ({
      async upload(file) {
        const part = await runtime.thread(id).upload(file);
        return { ...part, mediaType: file.mediaType ?? part.mediaType };
      },
    }),
    [
      'the type of a file is found in its content, and what the caller says counts for a text alone',
    ],
  ],
  [
    'the name of a file is encoded',
    (runtime, id) => ({
      upload: ({ name = '', ...file }) =>
        runtime.thread(id).upload({ ...file, name: encodeURIComponent(name.toWellFormed()) }),
    }),
    ['an uploaded file is read back as it was', 'a file keeps any name'],
  ],
  [
    'the texts of a prompt come before its files',
    (runtime, id) => ({
      start: ({ prompt, ...options }) =>
        runtime.thread(id).start({
          ...options,
          prompt:
            typeof prompt === 'string'
              ? prompt
              : prompt.toSorted((a, b) => b.type.localeCompare(a.type)),
        }),
    }),
    ['new files of a prompt are stored, and reach the provider in their places'],
  ],
  [
    'a prompt waits for every question',
    (runtime, id) => ({
      start: (options) => runtime.thread(id).start({ ...options, onQuestion: 'wait' }),
    }),
    ['a new prompt withdraws an open question, with the options {}'],
  ],
  [
    'a prompt waits for no question',
    (runtime, id) => ({
      start: ({ onQuestion: _, ...options }) => runtime.thread(id).start(options),
    }),
    ['a prompt that waits is queued until the question is answered'],
  ],
  [
    'ids are decoded once too often',
    (runtime, id) => ({
      start: ({ runId = '', ...options }) =>
        runtime.thread(id).start({ ...options, runId: decodeURIComponent(runId) }),
    }),
    ['the id "%2F" works for a thread and a run', 'the id "%2e%2e" works for a thread and a run'],
  ],
];

describe('the contract names a thread of which', () => {
  it.each(wrong)('%s', async (_, spoil, names) => {
    expect(await errorsOf(spoil, names)).toEqual(names.map(() => 'GuaranteeError'));
  });

  it('no method has a defect, by no case', async () => {
    const names = [...new Set(wrong.flatMap(([, , cases]) => cases))];
    expect(await errorsOf(() => ({}), names)).toEqual(names.map(() => undefined));
  });
});
