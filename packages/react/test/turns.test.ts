/** A thread as turns: unchanged turns stay the same objects, so that assistant-ui converts one message per piece of text. */
import { emptyView, fold, type StreamItem, type ThreadView } from '@perdure/thread';
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

const withText = (view: ThreadView, text: string) =>
  fold(view, {
    type: 'message.delta',
    runId: 'r2',
    messageId: 'm2',
    index: 0,
    offset: view.messages.find(({ id }) => id === 'm2')?.parts[0] === undefined ? 0 : 3,
    part: { type: 'text', text },
  });

test('a piece of text replaces one turn', () => {
  const turnsOf = createTurns();
  const view = withText(started.reduce(fold, emptyView('t1')), 'Ray');
  const before = turnsOf(view);
  expect(before.map(({ id }) => id)).toEqual(['r1-prompt', 'r1', 'r2-prompt', 'r2']);
  const after = turnsOf(withText(view, 'leigh'));
  expect(after.map((turn, index) => turn === before[index])).toEqual([true, true, true, false]);
});

test('a queued run is a prompt without an answer', () => {
  const view = started.slice(0, 2).reduce(fold, emptyView('t1'));
  expect(createTurns()(view).map(({ id }) => id)).toEqual(['r1-prompt']);
});
