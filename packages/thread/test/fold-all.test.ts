/** Many items are folded at once: the view is the same as one by one, and the former view stays as it was. */
import { describe, expect, it } from 'vitest';
import { emptyView, fold, foldAll, type StreamItem, type ThreadView } from '../src/index.ts';

let seq = 0;
const event = (runId: string, fact: object) =>
  ({ seq: ++seq, threadId: 't1', runId, at: seq, ...fact }) as StreamItem;
const message = (id: string, runId: string, status = 'completed') => ({
  id,
  runId,
  role: 'user',
  status,
  parts: [{ type: 'text', text: id }],
});
const queue = (runId: string, replaces?: string) => [
  event(runId, { type: 'run.queued', ...(replaces !== undefined && { replaces }) }),
  event(runId, { type: 'message.completed', message: message(`${runId}?`, runId) }),
];
const begin = (runId: string) => [
  event(runId, { type: 'run.started' }),
  event(runId, { type: 'attempt.started', fence: 1, retryCount: 0 }),
];
const delta = (runId: string, offset: number, text: string) =>
  ({
    type: 'message.delta',
    runId,
    messageId: `${runId}!`,
    index: 0,
    offset,
    part: { type: 'text', text },
  }) as StreamItem;
const answer = (runId: string) => [
  ...begin(runId),
  delta(runId, 0, 'A'),
  delta(runId, 1, 'B'),
  event(runId, { type: 'message.completed', message: message(`${runId}!`, runId) }),
  event(runId, { type: 'run.completed', output: {} }),
];

/** Queued runs are answered in their order, one is replaced, one loses its half, one is cancelled. */
function items(): StreamItem[] {
  seq = 0;
  const ids = Array.from({ length: 40 }, (_, index) => `r${index}`);
  return [
    ...ids.flatMap((id) => queue(id)),
    ...ids.slice(0, 10).flatMap(answer),
    event('r20', { type: 'run.cancelled' }),
    ...queue('new', 'r9'),
    ...answer('new'),
    ...begin('r10'),
    delta('r10', 0, 'Half'),
    event('r10', { type: 'run.cancelled' }),
    ...ids.slice(11, 20).flatMap(answer),
    event('r3', { type: 'message.refused', messageId: 'r3?' }),
    ...ids.slice(21).flatMap(answer),
  ];
}

const oneByOne = (all: readonly StreamItem[]) =>
  all.reduce((view, item) => fold(view, item), emptyView('t1'));

describe('items folded at once', () => {
  it.each([1, 7, 1_000])('in parts of %i give the view that they give one by one', (size) => {
    const all = items();
    let view: ThreadView = emptyView('t1');
    for (let at = 0; at < all.length; at += size) view = foldAll(view, all.slice(at, at + size));
    expect(view).toEqual(oneByOne(all));
    const order = view.runs.map(({ id }) => id);
    const places = view.messages.map(({ runId }) => order.indexOf(runId));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('leave the former view as it was', () => {
    const all = items();
    const former = foldAll(emptyView('t1'), all.slice(0, 120));
    const copy = structuredClone(former);
    foldAll(former, all.slice(120));
    expect(former).toEqual(copy);
  });
});
