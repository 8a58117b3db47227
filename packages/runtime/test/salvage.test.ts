/** What outlasts an attempt that ended early, and a stop by a person (G7). */
import { describe, expect, it } from 'vitest';
import { keptAfterFailure, keptAfterStop } from '../src/batch/salvage.ts';

const call = (id: string) => ({ type: 'toolCall', id, name: 'pay', input: {} }) as const;
const search = { ...call('s'), providerExecuted: true } as const;
const result = (id: string) => ({ type: 'toolResult', id, name: 'pay', output: 'ok' }) as const;
const text = { type: 'text', text: 'and th' } as const;
const thought = { type: 'reasoning', text: 'Hmm' } as const;
const missing = (id: string, missing: 'stopped' | 'lost') =>
  expect.objectContaining({ type: 'toolResult', id, name: 'pay', isError: true, missing });

describe('what is kept after a failed attempt', () => {
  it('is nothing if no tool was called', () => {
    expect(keptAfterFailure([thought, text])).toEqual([]);
    expect(keptAfterFailure([text, search])).toEqual([]);
  });

  it('ends with the last call or result, and a call without a result gets one that says so', () => {
    expect(keptAfterFailure([text, call('1'), call('2'), result('1'), text])).toEqual([
      text,
      call('1'),
      call('2'),
      result('1'),
      missing('2', 'lost'),
    ]);
    expect(keptAfterFailure([text, call('1'), text])).toEqual([
      text,
      call('1'),
      missing('1', 'lost'),
    ]);
  });
});

it('each of two calls with one id has a result', () => {
  expect(keptAfterFailure([call('1'), call('1'), result('1')])).toEqual([
    call('1'),
    call('1'),
    result('1'),
    missing('1', 'lost'),
  ]);
});

describe('what is kept of an answer that a person stopped', () => {
  it('is all that was said, without the thought under way', () => {
    expect(keptAfterStop([thought, text, thought])).toEqual([thought, text]);
  });

  it('has a result for each call of the app, and no call of the provider without one', () => {
    expect(keptAfterStop([text, call('1'), search])).toEqual([
      text,
      call('1'),
      missing('1', 'stopped'),
    ]);
  });

  it('is nothing if nothing was said', () => {
    expect(keptAfterStop([thought])).toEqual([]);
    expect(keptAfterStop([thought, { type: 'text', text: ' \n' }])).toEqual([]);
  });
});
