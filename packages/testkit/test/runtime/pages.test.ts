/**
 * Paged views of random histories: at every size, from the first item on and live, each shows what the view of the whole
 * thread shows from its first message on.
 */
import {
  createRuntime,
  type LocalStore,
  type RunCommand,
  type Runtime,
  type Store,
} from '@perdure/runtime';
import { wrapStore } from '@perdure/runtime/store';
import { type PagedView, type ThreadPage, type ThreadView, toView } from '@perdure/thread';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpError, type LedProvider, ledProvider } from '../../src/provider/index.ts';
import { checkPages, cutTo } from '../../src/simulation/check-pages.ts';
import { storeMaker } from '../stores.ts';

type Action =
  | { do: 'start'; wait: boolean }
  | { do: 'replace' | 'cancel' | 'resume' | 'goOn' | 'loadEarlier'; pick: number }
  | { do: 'text' | 'tool' | 'step' | 'finish' | 'ask' | 'answer' | 'fail' | 'hold' | 'refuse' }
  | { do: 'open'; limit: number };

const pick = fc.nat({ max: 30 });
const of = <T extends string>(...list: T[]) => fc.constantFrom(...list);
const anyAction = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: of('start'), wait: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: of('replace'), pick }) },
  { weight: 4, arbitrary: fc.record({ do: of('cancel', 'resume', 'goOn'), pick }) },
  { weight: 6, arbitrary: fc.record({ do: of('loadEarlier'), pick }) },
  {
    weight: 16,
    arbitrary: fc.record({
      do: of('text', 'tool', 'step', 'finish', 'finish', 'ask', 'answer', 'fail', 'hold', 'refuse'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: of('open'), limit: fc.integer({ min: 1, max: 6 }) }) },
) as fc.Arbitrary<Action>;

/** A step of a history, and the event-loop turns after it. */
const anyHistory = fc.array(fc.tuple(anyAction, fc.constantFrom(0, 0, 1, 3, 12)), {
  minLength: 20,
  maxLength: 70,
});

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** The store, whose pages come five event-loop turns after they were read. */
const late = (store: Store): Store =>
  wrapStore(store, {
    async page(...args) {
      const page = await store.page(...args);
      await turns(5);
      return page;
    },
  });

/** Without what a reader that joins late can't know: that the attempt has said something before its present message. */
const settled = (view: ThreadView) => ({
  ...view,
  runs: view.runs.map(({ isAnswering: _, ...run }) => run),
});

class History {
  readonly #runtime: Runtime;
  readonly #led: LedProvider;
  readonly #opened: { view: PagedView; limit: number }[] = [];
  #runs = 0;

  constructor(runtime: Runtime, led: LedProvider) {
    this.#runtime = runtime;
    this.#led = led;
  }

  get #thread() {
    return this.#runtime.thread('t');
  }

  /** The view of the whole thread, from its first event on. */
  get whole(): ThreadView {
    return this.#thread.getSnapshot();
  }

  get views(): readonly ThreadView[] {
    return this.#opened.map(({ view }) => view.getSnapshot());
  }

  /** Ends all runs, the last one first, so that no queued one starts. */
  async cancelAll(): Promise<void> {
    for (const { id } of this.whole.runs.toReversed())
      await this.#thread.send(id, { type: 'run.cancel' });
  }

  async perform(action: Action): Promise<void> {
    const { runs } = this.whole;
    const picked = (at: number) => runs[at % Math.max(1, runs.length)]?.id ?? '';
    const active = runs.find(({ state }) => state === 'running')?.id ?? '';
    const call = this.#led.callsOf(active).at(-1);
    const start = (more: object) =>
      this.#thread.start({ prompt: 'Why?', runId: `r${this.#runs++}`, ...more }).catch(() => {});
    const send = (runId: string, command: RunCommand) =>
      this.#thread.send(runId, command).catch(() => {});
    switch (action.do) {
      case 'start':
        return void start({ onQuestion: action.wait ? 'wait' : 'withdraw' });
      case 'replace':
        return void start({ replaces: picked(action.pick), onQuestion: 'wait' });
      case 'cancel':
        return void send(picked(action.pick), { type: 'run.cancel' });
      case 'resume':
        return void send(picked(action.pick), { type: 'run.resume' });
      case 'goOn':
        return void send(runs.find(({ state }) => state === 'queued')?.id ?? '', {
          type: 'run.start',
        });
      case 'answer':
        return void send(runs.find(({ state }) => state === 'awaitingInput')?.id ?? '', {
          type: 'run.answer',
          answer: 'yes',
        });
      case 'text':
        return call?.send({ type: 'text', text: 'So. ' });
      case 'tool':
        return call?.send(
          { type: 'toolCall', id: 'c', name: 'look', input: {} },
          { type: 'toolResult', id: 'c', name: 'look', output: 'seen' },
        );
      case 'step':
        return call?.send({ type: 'text', text: 'A step.' }, { type: 'finishStep' });
      case 'finish':
        return call?.send({ type: 'text', text: 'Yes.' }, { type: 'finish', reason: 'stop' });
      case 'ask':
        return call?.send({ type: 'ask', question: 'Now?' });
      case 'fail':
        return call?.fail(httpError(503));
      case 'hold':
        return call?.fail(httpError(401));
      case 'refuse':
        return call?.fail(httpError(400, 'content_policy_violation'));
      case 'open': {
        const view = this.#thread.view({ limit: action.limit });
        view.subscribe(() => {});
        this.#opened.push({ view, limit: action.limit });
        return;
      }
      case 'loadEarlier':
        return void this.#opened[action.pick % this.#opened.length || 0]?.view.loadEarlier();
    }
  }
}

const none = { failure: null, retryCount: 0 };

/**
 * What the page of a thread in which nothing is under way shows, without what `prune` deletes. A run that is cancelled
 * while it asks has a failure and retries of before its question, in its events or in its row.
 */
const lasting = (store: LocalStore) => {
  const { messages, runs, ...view } = toView('t', store.page('t', 500) as ThreadPage);
  return {
    ...view,
    messages: messages.filter(({ status }) => status !== 'failed'),
    runs: runs.map((run) => {
      const { failure, retryCount } = run.state === 'cancelled' ? none : run;
      return { ...run, failure, retryCount, attempts: [] };
    }),
  };
};

/** What every view must show: the whole thread from its first message on. */
function expectCut(view: ThreadView, whole: ThreadView): void {
  const first = whole.messages.findIndex(({ id }) => id === view.messages[0]?.id);
  const from = view.hasEarlier ? first : 0;
  expect(from).toBeGreaterThanOrEqual(0);
  const cut = cutTo(whole, from);
  expect(settled(view)).toEqual({ ...settled(cut), hasEarlier: view.hasEarlier });
}

async function play(
  store: LocalStore,
  steps: readonly (readonly [Action, number])[],
  isLate: boolean,
) {
  const led = ledProvider();
  const runtime = await createRuntime({
    store: isLate ? late(store) : store,
    provider: led.provider,
    policy: { baseMs: 0, maxMs: 0, maxRetries: 2 },
    onError: () => {},
  });
  const history = new History(runtime, led);
  try {
    for (const [action, rest] of steps) {
      await history.perform(action);
      await turns(rest);
      if (isLate) continue;
      const { whole, views } = history;
      for (const view of views) expectCut(view, whole);
    }
    await turns(30);
    const { whole, views } = history;
    for (const view of views) expectCut(view, whole);
    checkPages(store, 't', store.events('t', 0, 100_000));
    await history.cancelAll();
    const before = lasting(store);
    await store.prune({ before: Number.MAX_SAFE_INTEGER, limit: 100_000 });
    expect(store.events('t', 0, 9).length).toBeLessThan(2);
    expect(lasting(store)).toEqual(before);
  } finally {
    await runtime.close();
  }
}

describe('paged views of random histories', { timeout: 120_000 }, () => {
  it.each([
    ['memory', false, 150],
    ['memory', true, 500],
    ['sqlite', false, 60],
  ] as const)('on the %s store, pages that come late: %s', async (name, isLate, numRuns) => {
    const history = fc.asyncProperty(anyHistory, (steps) =>
      play(storeMaker(name)(), steps, isLate),
    );
    await fc.assert(history, { numRuns, seed: 20_261_130 });
  });
});
