/** The judge: what it lets pass, and what not. */
import { classifyFailure } from '@perdure/failure';
import { expect, it } from 'vitest';
import type { AdapterCell, ClientCell } from '../src/cells/cells.ts';
import type { Client } from '../src/clients/client.ts';
import { adapters } from '../src/clients/list.ts';
import { openaiChat } from '../src/clients/openai.ts';
import { type FaultName, faultNames } from '../src/faults/index.ts';
import { isFalselyComplete, isHidden, judgeAdapter, judgeClient } from '../src/judge.ts';
import { sentence } from '../src/wires/wire.ts';

const throws = (fault: FaultName, error: unknown, surface: Client = openaiChat): ClientCell => ({
  surface,
  fault,
  seen: { how: 'throws', text: '', error, failure: classifyFailure(error) },
});
const ends = (fault: FaultName, text: string): ClientCell => ({
  surface: openaiChat,
  fault,
  seen: { how: 'ends', text },
});
const [adapter] = adapters;
if (adapter === undefined) throw new Error('There is no adapter.');
const runs = (fault: FaultName, status: string, text = sentence): AdapterCell => ({
  surface: adapter,
  fault,
  seen: { status, text },
});

const limit = { status: 429, message: 'Rate limit reached.' };

it('a kind, a retry and a wait must all be right', () => {
  const wait = { headers: { 'retry-after': '7' } };
  expect(judgeClient(throws('limit-seconds', { ...limit, ...wait }))).toBe('right');
  expect(judgeClient(throws('limit-seconds', limit))).toBe('wrong');
  expect(judgeClient(throws('empty-500', { ...limit, ...wait }))).toBe('wrong');
  expect(judgeClient(throws('veto', { status: 500 }))).toBe('wrong');
});

it('a wait that the client loses is not asked for', () => {
  const ollama = { ...openaiChat, name: 'ollama' };
  expect(judgeClient(throws('limit-seconds', limit, ollama))).toBe('right');
});

it('a client that ends quietly hides the fault, and is not judged', () => {
  expect(judgeClient(ends('cut', 'The sky '))).toBe('unjudged');
  expect(isHidden(ends('cut', 'The sky '))).toBe(true);
  expect(isHidden(ends('whole', sentence))).toBe(false);
});

it('an answer that is whole must be heard in full', () => {
  expect(judgeClient(ends('whole', sentence))).toBe('right');
  expect(judgeClient(ends('whole', 'The sky '))).toBe('wrong');
  expect(judgeAdapter(runs('asides', 'completed'))).toBe('right');
  expect(judgeAdapter(runs('asides', 'completed', 'The sky '))).toBe('wrong');
});

it('no run may complete with an answer that is not whole', () => {
  const broken = faultNames.filter((fault) => !['whole', 'length', 'asides'].includes(fault));
  for (const fault of broken) {
    expect(judgeAdapter(runs(fault, 'completed'))).toBe('wrong');
    expect(isFalselyComplete(runs(fault, 'completed'))).toBe(true);
  }
  expect(isFalselyComplete(runs('whole', 'completed'))).toBe(false);
});

it('a run that is cancelled is not one that fails', () => {
  expect(judgeAdapter(runs('abort', 'cancelled'))).toBe('right');
  expect(judgeAdapter(runs('abort', 'failed'))).toBe('wrong');
});
