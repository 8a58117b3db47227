/** The message that an attempt builds from chunks: blocks of text, and what the provider attached. */
import { emptyView, fold, type Message, type StreamItem } from '@perdure/thread';
import { expect, it } from 'vitest';
import { MessageBuilder, type PartChunk } from '../src/attempt/message-builder.ts';
import { withPieces } from '../src/ports/pieces.ts';

function build(...chunks: PartChunk[]) {
  const builder = new MessageBuilder('m1', 'r1', { provider: 'p', model: 'm' });
  const deltas = chunks.flatMap((chunk): StreamItem[] => {
    const delta = builder.append(chunk);
    return delta === undefined ? [] : [delta];
  });
  return { message: builder.message, shown: deltas.reduce(fold, emptyView('t1')).messages[0] };
}

it('pieces of one block are one part, and the last metadata of it counts', () => {
  const { message, shown } = build(
    { type: 'reasoning', text: 'Hm', block: '0' },
    { type: 'reasoning', text: 'm.', block: '0' },
    { type: 'reasoning', text: '', block: '0', metadata: { p: { signature: 'c2ln' } } },
    { type: 'text', text: 'One.', block: '1' },
    { type: 'text', text: 'Two.', block: '2', metadata: { p: { itemId: 'i2' } } },
  );
  expect(message).toMatchObject({ origin: { provider: 'p', model: 'm' } });
  expect(message.parts).toEqual([
    { type: 'reasoning', text: 'Hmm.', metadata: { p: { signature: 'c2ln' } } },
    { type: 'text', text: 'One.' },
    { type: 'text', text: 'Two.', metadata: { p: { itemId: 'i2' } } },
  ]);
  expect(shown?.parts.map((part) => 'text' in part && part.text)).toEqual(['Hmm.', 'One.', 'Two.']);
});

it('pieces without a block continue the part before them', () => {
  const { message } = build(
    { type: 'text', text: 'One ' },
    { type: 'text', text: 'two.' },
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'Three.' },
  );
  expect(message.parts).toEqual([
    { type: 'text', text: 'One two.' },
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'Three.' },
  ]);
});

it('an empty reasoning with a signature is a part, and readers count it', () => {
  const { message, shown } = build(
    { type: 'reasoning', text: '', metadata: { p: { redacted: 'ZW5j' } } },
    { type: 'text', text: 'Yes.' },
  );
  expect(message.parts).toHaveLength(2);
  expect(shown?.parts).toHaveLength(2);
});

const part = (text: string) => ({ type: 'text', text }) as const;
const result = (id: string) => ({ type: 'toolResult', id, name: 'pay', output: 'ok' }) as const;

it('a draft has what is new, and text that comes meanwhile is a piece of its own', () => {
  const builder = new MessageBuilder('m1', 'r1', undefined);
  expect(builder.draft).toMatchObject({ message: undefined, pieces: [] });
  builder.append(part('One'));
  const first = builder.draft;
  expect(first.message?.parts).toEqual([part('One')]);
  builder.append(part(' two'));
  first.recorded();
  builder.append(part(' three'));
  const second = builder.draft;
  expect(second.message).toBeUndefined();
  expect(second.pieces).toEqual([{ index: 0, offset: 3, part: part(' two three') }]);
  builder.append(part('!'));
  // The record of the second draft has failed.
  expect(second.pieces).toEqual([{ index: 0, offset: 3, part: part(' two three') }]);
  expect(withPieces(first.message as Message, builder.draft.pieces).parts).toEqual([
    part('One two three!'),
  ]);
  builder.draft.recorded();
  expect(builder.isUnrecorded).toBe(false);
  expect(builder.draft.pieces).toEqual([]);
});

it('a draft has the result in the place that its tool was given, each once', () => {
  const builder = new MessageBuilder('m1', 'r1', undefined);
  for (const id of ['a', 'b', 'a']) builder.begin({ id, name: 'pay' });
  builder.draft.recorded();
  for (const id of ['b', 'a', 'a', 'b']) builder.append(result(id));
  expect(builder.draft.pieces.map(({ index }) => index)).toEqual([1, 0, 2, 3]);
});

it('a draft is the whole message again if its writer was not known before', () => {
  const builder = new MessageBuilder('m1', 'r1', undefined);
  builder.append(part('One'));
  builder.draft.recorded();
  builder.origin = { provider: 'p', model: 'm' };
  builder.append(part(' two'));
  expect(builder.draft.message).toMatchObject({ parts: [part('One two')], origin: { model: 'm' } });
});
