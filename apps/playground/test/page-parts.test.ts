/** What the page makes of a run, where that needs no browser. */
import type { Message } from '@perdure/runtime/view';
import { describe, expect, it } from 'vitest';
import { stageOf } from '../src/page/conversation/tool-stage.ts';
import { triesOf } from '../src/page/timeline/tries.ts';

const numbers = (...outcomes: ('asked' | 'failed' | 'completed' | 'running')[]) =>
  triesOf(outcomes.map((outcome) => ({ outcome })));

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

  it('is wanted until there is a result, be it in a later message', () => {
    expect(stageOf([call], 'c')).toBe('toolWanted');
    expect(stageOf([call, result('Deleted.')], 'c')).toBe('toolCall');
  });

  it('was not called if it was refused', () => {
    expect(stageOf([call, result({ denied: true })], 'c')).toBe('toolRefused');
  });
});
