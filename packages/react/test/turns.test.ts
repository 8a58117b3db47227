/** A thread as turns: what has not changed stays the same object, so that assistant-ui converts one message a token. */
import { emptyView, fold, type StreamItem, type ThreadView } from '@perdure/runtime/view';
import { expect, test } from 'vitest';
import { createTurns } from '../src/assistant-ui/turns.ts';

const unnumbered: object[] = ['r1', 'r2'].flatMap((runId) => [
  { type: 'run.queued', runId },
  {
    type: 'message.completed',
    runId,
    message: {
      id: `${runId}-prompt`,
      runId,
      role: 'user',
      parts: [{ type: 'text', text: 'Why?' }],
      status: 'completed',
    },
  },
]);

const started = [
  ...unnumbered.slice(0, 2),
  { type: 'run.started', runId: 'r1' },
  { type: 'run.completed', runId: 'r1', output: null },
  ...unnumbered.slice(2),
  { type: 'run.started', runId: 'r2' },
].map((event, index) => ({ ...event, seq: index + 1, threadId: 't1', at: 0 }) as StreamItem);

const token = (view: ThreadView, text: string) =>
  fold(view, {
    type: 'message.delta',
    runId: 'r2',
    messageId: 'm2',
    index: 0,
    offset: view.messages.find(({ id }) => id === 'm2')?.parts[0] === undefined ? 0 : 3,
    part: { type: 'text', text },
  });

test('a piece of text makes one turn anew', () => {
  const turnsOf = createTurns();
  const view = token(started.reduce(fold, emptyView('t1')), 'Ray');
  const before = turnsOf(view);
  expect(before.map(({ id }) => id)).toEqual(['r1-prompt', 'r1', 'r2-prompt', 'r2']);
  const after = turnsOf(token(view, 'leigh'));
  expect(after.map((turn, index) => turn === before[index])).toEqual([true, true, true, false]);
});

test('a run that waits for its turn is a prompt without an answer', () => {
  const view = started.slice(0, 2).reduce(fold, emptyView('t1'));
  expect(createTurns()(view).map(({ id }) => id)).toEqual(['r1-prompt']);
});
