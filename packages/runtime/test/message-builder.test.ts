/** The message that an attempt builds from chunks: blocks of text, and what the provider attached. */
import { emptyView, fold, type StreamItem } from '@perdure/thread';
import { expect, it } from 'vitest';
import { MessageBuilder, type PartChunk } from '../src/attempt/message-builder.ts';

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
