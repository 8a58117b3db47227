/** The effects of the demo's tools: a repeated call is performed once, and a line that was cut is in no one's way. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Effects, type ToolCall } from '../src/server/effects.ts';

const call: ToolCall = {
  runId: 'r1',
  idempotencyKey: 'r1/1',
  toolCallId: 'c1',
  tool: 'send_receipt',
  input: {},
};

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'playground.db.effects.jsonl');
}

it('a call that is repeated by another attempt, and another process, gets the first result', () => {
  const file = newFile();
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

it.each(['{"at":"2026', '{"at":"2026-11-30","done":"caf\u00e9"}'])(
  'the last line %s without a line break is left out, and the next effect takes its place',
  (cut) => {
    const file = newFile();
    const effects = new Effects(file);
    effects.perform(call, () => 'Sent.');
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, Buffer.from(cut));

    expect(effects.all()).toMatchObject([{ runId: 'r1' }]);
    expect(effects.perform({ ...call, runId: 'r2' }, () => 'Sent another.')).toBe('Sent another.');
    expect(effects.all()).toMatchObject([{ runId: 'r1' }, { runId: 'r2', done: 'Sent another.' }]);
    expect(readFileSync(file, 'utf8')).toMatch(/^[^\n]+\n[^\n]+\n$/);
    expect(readFileSync(file, 'utf8').startsWith(whole)).toBe(true);
  },
);

it('a list of 40,000 effects costs at most ten times what its lines cost to parse', () => {
  const file = newFile();
  const lines = Array.from({ length: 40_000 }, (_, index) =>
    JSON.stringify({ at: '2026-11-30', done: 'Sent.', ...call, runId: `r${index}` }),
  );
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  const costOf = (act: () => unknown) => {
    const before = process.cpuUsage().user;
    act();
    return process.cpuUsage().user - before;
  };
  const parsing = costOf(() => lines.map((line) => JSON.parse(line)));
  expect(costOf(() => new Effects(file).all())).toBeLessThan(10 * parsing);
});
