/** Contenders in processes of their own, measured round by round. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Listed } from '../src/contest/contender.ts';
import { floors, perdures } from '../src/contest/contenders/list.ts';
import { contest } from '../src/contest/contest.ts';
import { ratioOf } from '../src/contest/entry.ts';

const cheat: Listed = {
  name: 'cheat',
  durability: 'normal',
  module: new URL('./cheats.ts', import.meta.url).href,
  export: 'cutsShort',
  comparable: '',
};

it('measures each contender, drops one that fails with the reason, and leaves no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-test-'));
  const contenders = [...floors, ...perdures].filter(({ durability }) => durability === 'normal');
  const absent = { ...cheat, name: 'absent', package: 'absent' };
  const rows = await contest({
    contenders: [...contenders, cheat, absent],
    folder,
    slotMs: 50,
    warmUpMs: 50,
    rounds: 2,
    atOnce: [1, 8],
    say: () => {},
    obstacle: (contender) => (contender === absent ? 'It is not installed.' : undefined),
  });
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });

  expect(rows).toHaveLength(8);
  const [floor1, floor8, ours1, ours8, ...out] = rows;
  for (const row of [floor1, floor8, ours1, ours8]) {
    expect(row).toMatchObject({ durability: 'normal', pieces: 250, reason: null });
    expect(row?.rounds).toHaveLength(2);
  }
  expect(ratioOf(ours8, floor8)).toBeGreaterThan(0);
  for (const row of out) {
    expect(row).toMatchObject({ runsPerSecond: null, rounds: [] });
    expect(ratioOf(ours8, row)).toBeNull();
  }
  expect(out.map(({ reason }) => reason)).toEqual([
    ...Array(2).fill('The subscriber got 249 pieces, not 250.'),
    ...Array(2).fill('It is not installed.'),
  ]);
});
