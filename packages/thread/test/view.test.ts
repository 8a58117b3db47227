/** The fold and the positions: a reader may leave anywhere and come back, and misses nothing (G8). */
import { describe, expect, it } from 'vitest';
import {
  type Delta,
  emptyView,
  fold,
  type Message,
  type Part,
  type Position,
  type StreamItem,
  textOf,
  Writable,
} from '../src/index.ts';
import { catchUp, formatPosition, parsePosition, positionAfter } from '../src/position.ts';

const event = (seq: number, fact: object) =>
  ({ seq, threadId: 't1', runId: 'r1', at: seq, ...fact }) as StreamItem;
const piece = (index: number, offset: number, text: string): Delta => ({
  type: 'message.delta',
  runId: 'r1',
  messageId: 'm1',
  index,
  offset,
  part: { type: 'text', text },
});
const writing: Message = {
  id: 'm1',
  runId: 'r1',
  role: 'assistant',
  status: 'streaming',
  parts: [
    { type: 'reasoning', text: 'Well' },
    { type: 'toolCall', id: 'c1', name: 'look', input: {} },
    { type: 'text', text: 'The sky is blue.' },
  ],
};

const foldAll = (items: StreamItem[], from = emptyView('t1')) => items.reduce(fold, from);

describe('a view', () => {
  it('grows by deltas, which an overlap does not double', () => {
    const view = foldAll([piece(0, 0, 'The sky '), piece(0, 4, 'sky is'), piece(0, 10, ' blue')]);
    expect(view.messages.map(textOf)).toEqual(['The sky is blue']);
  });

  it('drops a piece that leaves a gap', () => {
    expect(foldAll([piece(0, 0, 'The'), piece(0, 9, 'blue')]).messages.map(textOf)).toEqual([
      'The',
    ]);
    expect(foldAll([piece(1, 0, 'late')]).messages).toEqual([]);
  });

  it('forgets a half that was discarded, and shows one that was kept as failed', () => {
    const half = foldAll([piece(0, 0, 'Half')]);
    expect(fold(half, event(1, { type: 'message.discarded', messageId: 'm1' })).messages).toEqual(
      [],
    );
    const message = { ...writing, status: 'failed' };
    expect(fold(half, event(1, { type: 'message.failed', message })).messages).toEqual([message]);
  });

  it('says that a run answers: from its first piece on, and no more once the attempt is over', () => {
    const failure = { kind: 'serverError', retryable: true, message: '', decidedBy: 'x' };
    const waiting = { retryCount: 1, maxRetries: 5, waitMs: 0, retryAt: 4, failure };
    const answers = (items: StreamItem[]) => foldAll(items).runs[0]?.isAnswering;
    const begun = [
      event(1, { type: 'run.queued' }),
      event(2, { type: 'attempt.started', retryCount: 0 }),
    ];
    expect(answers(begun)).toBe(false);
    const answering = [...begun, piece(0, 0, 'The')];
    expect(answers(answering)).toBe(true);
    const failed = [...answering, event(3, { type: 'run.retrying', ...waiting })];
    expect(answers(failed)).toBe(false);
    expect(answers([...failed, event(4, { type: 'attempt.started', retryCount: 1 })])).toBe(false);
    expect(answers([...answering, event(3, { type: 'run.completed', output: null })])).toBe(false);
  });

  it('does not change with a changed request, except in its number', () => {
    const before = foldAll([event(1, { type: 'run.queued' }), piece(0, 0, 'The')]);
    const after = fold(before, event(2, { type: 'request.changed', fields: ['messages'] }));
    expect(after).toEqual({ ...before, seq: 2 });
    expect(after.runs).toBe(before.runs);
    expect(after.messages).toBe(before.messages);
  });

  it('shows a message that was cut in the place of its pieces', () => {
    const half = foldAll([event(1, { type: 'run.queued' }), piece(0, 0, 'The sky')]);
    const message = {
      ...writing,
      status: 'completed',
      cut: 'stopped',
      origin: { provider: 'demo', model: 'm' },
    };
    const stopped = fold(half, event(2, { type: 'message.completed', message }));
    expect(fold(stopped, event(3, { type: 'run.cancelled' })).messages).toEqual([message]);
  });

  it('takes whole parts with the pieces around them', () => {
    const file = { type: 'file', hash: 'a'.repeat(64), mediaType: 'image/png', size: 3 } as const;
    const source = { type: 'source', id: 's1', url: 'https://sky.example/' } as const;
    const whole = (index: number, part: Part): Delta => ({ ...piece(index, 0, ''), part });
    const view = foldAll([piece(0, 0, 'See '), whole(1, file), whole(2, source), whole(1, file)]);
    expect(view.messages[0]?.parts).toEqual([{ type: 'text', text: 'See ' }, file, source]);
  });

  it('takes an event once', () => {
    const queued = event(1, { type: 'run.queued' });
    expect(foldAll([queued, queued]).runs).toHaveLength(1);
  });

  it('keeps every object that an item does not concern', () => {
    const before = foldAll([
      event(1, { type: 'run.queued' }),
      event(2, {
        type: 'message.completed',
        message: { ...writing, id: 'm0', status: 'completed' },
      }),
      piece(0, 0, 'Now'),
    ]);
    const after = fold(before, piece(0, 3, ' this'));
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.runs).toBe(before.runs);
    expect(fold(after, piece(0, 0, 'Now'))).toBe(after);
  });
});

describe('a position', () => {
  it.each<Position>([
    { seq: 0 },
    { seq: 12 },
    { seq: 12, message: { id: 'a-b_1', index: 2, offset: 30 } },
  ])('%j is read back from its word', (position) =>
    expect(parsePosition(formatPosition(position))).toEqual(position),
  );

  it.each(['', 'x', '-1', '1.5', '12:', '12:m:1', '12:m m:1:1', '1e3', '9'.repeat(16), '1\n2'])(
    '%j is none',
    (word) => expect(parsePosition(word)).toBeUndefined(),
  );

  it('in a message outlasts events that do not end the message', () => {
    const inside = positionAfter({ seq: 7 }, piece(0, 0, 'The'));
    const queued = positionAfter(inside, event(8, { type: 'run.queued' }));
    expect(queued).toEqual({ seq: 8, message: { id: 'm1', index: 0, offset: 3 } });
    const ended = event(9, { type: 'message.discarded', messageId: 'm1' });
    expect(positionAfter(queued, ended)).toEqual({ seq: 9 });
  });

  it('in a message is where the text went on to', () => {
    expect(positionAfter({ seq: 7 }, piece(2, 5, 'blue'))).toEqual({
      seq: 7,
      message: { id: 'm1', index: 2, offset: 9 },
    });
  });
});

describe('catching up', () => {
  const whole = catchUp(writing, { seq: 0 });

  it('from nothing gives all that is written', () => {
    expect(foldAll(whole).messages).toEqual([writing]);
  });

  it('from anywhere in the message gives exactly the rest', () => {
    const letters = whole.flatMap((delta) =>
      'text' in delta.part
        ? [...delta.part.text].map((text, at) => ({
            ...delta,
            offset: at,
            part: { ...delta.part, text } as never,
          }))
        : [delta],
    );
    for (let seen = 0; seen <= letters.length; seen++) {
      const before = letters.slice(0, seen);
      const last = before.at(-1);
      const from = last === undefined ? { seq: 0 } : positionAfter({ seq: 0 }, last);
      const rest = catchUp(writing, from);
      expect(foldAll(rest, foldAll(before)).messages).toEqual([writing]);
      // Nothing twice: what is given again is never text that was seen.
      const texts = rest.map(({ part }) => ('text' in part ? part.text : '')).join('');
      const seenTexts = before.map(({ part }) => ('text' in part ? part.text : '')).join('');
      expect(seenTexts + texts).toBe('WellThe sky is blue.');
      const wholes = [...before, ...rest].filter(({ part }) => !('text' in part));
      expect(wholes).toHaveLength(whole.filter(({ part }) => !('text' in part)).length);
    }
  });

  it('from another message gives all of this one', () => {
    const from = { seq: 3, message: { id: 'old', index: 0, offset: 400 } };
    expect(catchUp(writing, from)).toEqual(whole);
  });
});

it('an observer with methods of a class is told, and one that left is not', () => {
  const live = new Writable(0);
  const told: number[] = [];
  class Observer {
    next(value: number) {
      told.push(value);
    }
  }
  live.subscribe(new Observer());
  live.subscribe(() => told.push(-1)).unsubscribe();
  live.set(1);
  expect(told).toEqual([1]);
});
