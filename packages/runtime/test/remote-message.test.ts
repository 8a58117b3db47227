/** A message that another node writes: its pieces come late, twice, out of order or not at all (G8). */
import type { Delta, Message } from '@perdure/thread';
import { expect, it } from 'vitest';
import { RemoteMessage } from '../src/host/remote-message.ts';

const piece = (offset: number, text: string, index = 0, messageId = 'm1'): Delta => ({
  type: 'message.delta',
  runId: 'r1',
  messageId,
  index,
  offset,
  part: { type: 'text', text },
});
const recorded = (...texts: string[]): Message => ({
  id: 'm1',
  runId: 'r1',
  role: 'assistant',
  status: 'streaming',
  parts: texts.map((text) => ({ type: 'text', text })),
});

/** What a reader who has read all of the pieces has in each part. */
function read(...told: Delta[][]): string[] {
  const parts: string[] = [];
  for (const { index, offset, part } of told.flat()) {
    expect(offset).toBe(parts[index]?.length ?? 0);
    if ('text' in part) parts[index] = (parts[index] ?? '') + part.text;
  }
  return parts;
}

it('begins with its first piece, and goes on piece by piece', () => {
  const message = new RemoteMessage();
  const told = [message.add(piece(0, 'One ')), message.add(piece(4, 'two.'))];
  expect(read(...told)).toEqual(['One two.']);
  expect(message.message).toEqual(recorded('One two.'));
});

it('a piece that comes twice, or overlaps, is told once', () => {
  const message = new RemoteMessage();
  const told = ['One ', 'One ', 'One two.'].map((text) => message.add(piece(0, text)));
  expect(read(...told)).toEqual(['One two.']);
  expect(told[1]).toEqual([]);
});

it('a piece that is ahead waits for the record, and is told after it', () => {
  const message = new RemoteMessage();
  const told = [message.add(piece(0, 'One ')), message.add(piece(8, 'three'))];
  expect(told[1]).toEqual([]);
  told.push(message.record(recorded('One two ')));
  expect(read(...told)).toEqual(['One two three']);
});

it('a record that is behind what was told tells nothing', () => {
  const message = new RemoteMessage();
  const told = [message.add(piece(0, 'One two.'))];
  expect(message.record(recorded('One '))).toEqual([]);
  told.push(message.add(piece(8, ' Three.')));
  expect(read(...told)).toEqual(['One two. Three.']);
});

it('pieces wait for the record once others were missed', () => {
  const message = new RemoteMessage();
  const told = [message.add(piece(0, 'One'))];
  message.miss();
  told.push(message.add(piece(0, 'Two', 1)));
  expect(told[1]).toEqual([]);
  told.push(message.record(recorded('One, or more.')));
  expect(read(...told)).toEqual(['One, or more.', 'Two']);
});

it('the next part, and the next message, begin anew', () => {
  const message = new RemoteMessage();
  const told = [
    message.record(recorded('One')),
    message.add(piece(0, 'Two', 1)),
    message.add(piece(3, '!', 1)),
  ];
  expect(read(...told)).toEqual(['One', 'Two!']);
  expect(read(message.add(piece(0, 'Other', 0, 'm2')))).toEqual(['Other']);
  expect(message.message).toMatchObject({ id: 'm2', parts: [{ text: 'Other' }] });
});
