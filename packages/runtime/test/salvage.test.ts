/** What outlasts an attempt that ended early (G7). */
import { describe, expect, it } from 'vitest';
import { salvage } from '../src/batch/plans.ts';

describe('what is saved of a message that broke', () => {
  const call = (id: string) => ({ type: 'toolCall', id, name: 'pay', input: {} }) as const;
  const result = (id: string) => ({ type: 'toolResult', id, name: 'pay', output: 'ok' }) as const;
  const text = { type: 'text', text: 'and th' } as const;

  it('is nothing without a result', () => expect(salvage([text, call('1')])).toEqual([]));

  it('ends with the last result, and holds no call without one', () => {
    expect(salvage([text, call('1'), call('2'), result('1'), text])).toEqual([
      text,
      call('1'),
      result('1'),
    ]);
  });
});
