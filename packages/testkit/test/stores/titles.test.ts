/** A thread's title is the beginning of its first prompt, in every store, so that a list of threads stays small. */
import type { Write } from '@perdure/runtime/store';
import { titleLength } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { createRun, openStore, put, storeNames } from './open-store.ts';

type Create = Extract<Write, { type: 'createRun' }>;

const prompt = (runId: string, ...texts: string[]): Write =>
  put({
    id: `prompt of ${runId}`,
    runId,
    role: 'user',
    parts: texts.map((text) => ({ type: 'text', text })),
  });
const queuedEvent = (runId: string): Write => ({
  type: 'appendEvent',
  threadId: 't1',
  runId,
  fact: { type: 'run.queued' },
  at: 1,
});

describe.each(storeNames)('the %s store', (name) => {
  const titleAfter = (...writes: Write[]) => {
    const store = openStore(name);
    store.commit([queuedEvent('r1'), ...writes]);
    return store.threads(9)[0]?.title;
  };
  const create = (id: string, more: Partial<Create> = {}): Write => {
    const { run } = createRun as Create;
    return { ...(createRun as Create), run: { ...run, id }, ...more };
  };

  it.each([
    ['nothing', [], ''],
    ['a short prompt', ['Why', ' not?'], 'Why not?'],
    ['a long prompt', ['x'.repeat(1_000_000)], 'x'.repeat(titleLength)],
    ['many parts', Array.from({ length: 500 }, () => 'ab'), 'ab'.repeat(titleLength / 2)],
    ['characters of two code units', ['a', '😀'.repeat(300)], `a${'😀'.repeat(titleLength - 1)}`],
  ])('of %s', (_, texts, title) => {
    expect(titleAfter(prompt('r1', ...texts))).toBe(title);
  });

  it('stays when an answer or another prompt comes, and when the prompt is put again', () => {
    const answer = put({ id: 'a', parts: [{ type: 'text', text: 'Because.' }] });
    expect(titleAfter(prompt('r1', 'First'), answer, create('r2'), prompt('r2', 'Second'))).toBe(
      'First',
    );
  });

  it('is that of the prompt that has replaced the first one, whatever is written before it', () => {
    const replace = create('r2', { replaces: 'r1', leaves: ['r1'] });
    const late = put({ id: 'a', parts: [{ type: 'text', text: 'Late.' }] });
    expect(titleAfter(prompt('r1', 'First'), replace, late, prompt('r2', 'Better'))).toBe('Better');
  });
});
