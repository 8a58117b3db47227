/** Functions of the page that need no browser. */
import type { Message } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { stageOf } from '../src/page/conversation/tool-stage.ts';
import { addressOf, parseAddress } from '../src/page/open-thread/place.ts';
import { triesOf } from '../src/page/timeline/tries.ts';

const numbers = (...outcomes: ('asked' | 'failed' | 'completed' | 'running')[]) =>
  triesOf(outcomes.map((outcome) => ({ outcome })));

describe('an address', () => {
  it.each(['t1', 'user:42', 'a/b c', 'ü%'])('names the thread %s', (threadId) => {
    expect(parseAddress(addressOf(threadId))).toEqual({ look: 'playground', threadId });
    const look = 'assistant-ui';
    expect(parseAddress(addressOf(threadId, look))).toEqual({ look, threadId });
  });

  it.each(['', '#', '#/t/', '#/t/..', '#/t/%', '#/x/t1', `#/t/${'x'.repeat(201)}`])(
    'without a valid thread id names none: %s',
    (address) => {
      expect(parseAddress(address)).toBeUndefined();
    },
  );
});

describe('attempts', () => {
  it('count as one try as long as a human was asked in between', () => {
    expect(numbers()).toEqual([]);
    expect(numbers('asked')).toEqual([1]);
    expect(numbers('asked', 'asked', 'completed')).toEqual([1, 1, 1]);
  });

  it('count again after each that failed', () => {
    expect(numbers('failed', 'completed')).toEqual([1, 2]);
    expect(numbers('failed', 'asked', 'failed', 'running')).toEqual([1, 2, 2, 3]);
  });
});

describe('a call of a tool', () => {
  const said = (...parts: Message['parts']): Message => ({
    id: 'm',
    runId: 'r',
    role: 'assistant',
    status: 'completed',
    parts,
  });
  const call = said({ type: 'toolCall', id: 'c', name: 'delete_file', input: {} });
  const result = (output: string | { denied: boolean }) =>
    said({ type: 'toolResult', id: 'c', name: 'delete_file', output });

  it('is wanted until there is a result, also in a later message', () => {
    expect(stageOf([call], 'c')).toBe('toolWanted');
    expect(stageOf([call, result('Deleted.')], 'c')).toBe('toolCall');
  });

  it('was not called if it was refused', () => {
    expect(stageOf([call, result({ denied: true })], 'c')).toBe('toolRefused');
  });
});
