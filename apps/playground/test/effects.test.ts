/** The effects of the demo's tools: a repeated call is performed once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Effects } from '../src/server/effects.ts';

it('a call that is repeated by another attempt, and another process, gets the first result', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'playground.db.effects.jsonl');
  const call = {
    runId: 'r1',
    idempotencyKey: 'r1/1',
    toolCallId: 'c1',
    tool: 'send_receipt',
    input: {},
  };
  const act = vi.fn().mockReturnValueOnce('Sent.').mockReturnValue('Sent another.');

  expect(new Effects(file).all()).toEqual([]);
  expect(new Effects(file).perform(call, act)).toBe('Sent.');
  expect(new Effects(file).perform({ ...call, idempotencyKey: 'r1/2' }, act)).toBe('Sent.');
  expect(act).toHaveBeenCalledOnce();
  expect(new Effects(file).perform({ ...call, runId: 'r2', idempotencyKey: 'r2/1' }, act)).toBe(
    'Sent another.',
  );
  expect(new Effects(file).all()).toMatchObject([
    { runId: 'r1', done: 'Sent.', attempts: ['r1/1', 'r1/2'] },
    { runId: 'r2', done: 'Sent another.', attempts: ['r2/1'] },
  ]);
});
