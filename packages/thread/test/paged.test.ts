/** A view that begins with a page: the page before comes in as of its own event, whatever has come meanwhile. */
import { describe, expect, it } from 'vitest';
import {
  earlierLoader,
  emptyView,
  FoldedView,
  foldAll,
  type StreamItem,
  type ThreadView,
  UnknownMessageError,
} from '../src/index.ts';

let seq = 0;
const event = (runId: string, fact: object) =>
  ({ seq: ++seq, threadId: 't1', runId, at: seq, ...fact }) as StreamItem;
const message = (id: string, runId: string) => ({
  id,
  runId,
  role: 'user',
  status: 'completed',
  parts: [{ type: 'text', text: id }],
});
const run = (id: string, replaces?: string) => [
  event(id, { type: 'run.queued', ...(replaces !== undefined && { replaces }) }),
  event(id, { type: 'message.completed', message: message(`${id}?`, id) }),
  event(id, { type: 'run.started' }),
  event(id, { type: 'message.completed', message: message(`${id}!`, id) }),
  event(id, { type: 'run.completed', output: {} }),
];

/** The whole thread after some of the items, cut to its messages from one on. */
function cut(items: readonly StreamItem[], from: string): ThreadView {
  const whole = foldAll(emptyView('t1'), items);
  const at = whole.messages.findIndex(({ id }) => id === from);
  const messages = whole.messages.slice(at);
  const first = whole.runs.findIndex(({ id }) => id === messages[0]?.runId);
  return { ...whole, messages, runs: whole.runs.slice(first), hasEarlier: at > 0 };
}

/** A view of three runs that begins with the last one. */
function opened() {
  seq = 0;
  const items = [...run('a'), ...run('b'), ...run('c')];
  const view = new FoldedView('t1', (error) => {
    throw error;
  });
  view.startOver(cut(items, 'c?'));
  return { items, view };
}

const ids = ({ messages }: ThreadView) => messages.map(({ id }) => id);
/** The page before `c?`, which has the run `b`. */
const pageBefore = (items: readonly StreamItem[]): ThreadView => {
  const { messages, runs, ...rest } = cut(items, 'b?');
  return {
    ...rest,
    messages: messages.filter(({ runId }) => runId === 'b'),
    runs: runs.filter(({ id }) => id === 'b'),
  };
};

describe('loadEarlier', () => {
  it('puts the page before the first message in front of it, once for calls at the same time', async () => {
    const { items, view } = opened();
    const asked: string[] = [];
    const load = earlierLoader(view, async (before) => {
      asked.push(before);
      return pageBefore(items);
    });
    await Promise.all([load(), load()]);
    expect(asked).toEqual(['c?']);
    expect(view.getSnapshot()).toEqual(cut(items, 'b?'));
  });

  it('has what came after the page in the page too, such as a run that takes the place of one on it', async () => {
    const { items, view } = opened();
    let send = (_: ThreadView) => {};
    const loading = view.loadEarlier(() => new Promise((resolve) => (send = resolve)));
    const page = pageBefore(items);
    const later = run('d', 'b');
    view.fold(later);
    send(page);
    await loading;
    expect(ids(view.getSnapshot())).toEqual(['d?', 'd!']);
    expect(view.getSnapshot()).toEqual({ ...cut([...items, ...later], 'd?'), hasEarlier: true });
  });

  it('waits for the event of a page that is ahead of the view, and has nothing twice', async () => {
    const { items, view } = opened();
    const later = run('d');
    let isThere = false;
    const loading = view
      .loadEarlier(async () => pageBefore([...items, ...later]))
      .then(() => (isThere = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect([isThere, ids(view.getSnapshot())]).toEqual([false, ['c?', 'c!']]);
    view.fold(later.slice(0, 2));
    expect(ids(view.getSnapshot())).toEqual(['c?', 'c!', 'd?']);
    view.fold(later.slice(2));
    await loading;
    expect(view.getSnapshot()).toEqual(cut([...items, ...later], 'b?'));
  });

  it('takes a run that replaces one before the view as the first, and all others leave', () => {
    const { items, view } = opened();
    const later = run('d', 'a');
    view.fold(later);
    expect(view.getSnapshot()).toEqual({ ...cut([...items, ...later], 'd?'), hasEarlier: true });
  });

  it('is done at once if the first message has left the conversation, and rejects for another error', async () => {
    const { view } = opened();
    const before = view.getSnapshot();
    await earlierLoader(view, (id) => Promise.reject(new UnknownMessageError(id)))();
    await expect(earlierLoader(view, () => Promise.reject(new Error('No.')))()).rejects.toThrow(
      'No.',
    );
    expect(view.getSnapshot()).toBe(before);
  });

  it('is over if the view begins anew', async () => {
    const { items, view } = opened();
    const loading = view.loadEarlier(async () => ({ ...pageBefore(items), seq: 1_000 }));
    await new Promise((resolve) => setImmediate(resolve));
    view.startOver();
    await loading;
    expect(view.getSnapshot()).toEqual(emptyView('t1'));
  });
});
