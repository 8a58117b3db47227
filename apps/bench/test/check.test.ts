/** All contenders do the workload, and a contender that does less is refused. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../src/contest/check.ts';
import type { Durability, Listed, Make } from '../src/contest/contender.ts';
import { audiences, bare, floors, perdures } from '../src/contest/contenders/list.ts';
import { measure } from '../src/contest/measure.ts';
import { Probe } from '../src/contest/probe.ts';
import { cutsShort, doesTheWork, forgetsThePrompt, hidesTheAnswer, triesOnce } from './cheats.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function checked(make: Make, durability: Durability): Promise<number> {
  const probe = new Probe();
  const contender = await make(folder, durability, probe);
  try {
    const { runsPerSecond } = await measure(contender, probe, 4, 20);
    expect(runsPerSecond).toBeGreaterThan(0);
    return await check(contender, durability, probe);
  } finally {
    await contender.close();
  }
}

describe('our own contenders do the work', () => {
  const own: readonly Listed[] = [bare, ...floors, ...perdures, ...audiences];
  it.each(own)('$name, $durability', async ({ module, export: exported, durability }) => {
    const { [exported]: make } = (await import(module)) as Record<string, Make>;
    expect(make).toBeDefined();
    if (make !== undefined) expect(await checked(make, durability)).toBe(250);
  });
});

describe('a contender', () => {
  it('that does the work is accepted', async () => {
    expect(await checked(doesTheWork, 'full')).toBe(250);
  });

  it.each([
    ['calls the model once', triesOnce, 'The model was called 1 times'],
    ['gives its subscriber less than there is', cutsShort, 'The subscriber got 249 pieces'],
    ['has no answer to show', hidesTheAnswer, 'The database holds no whole answer'],
    ['has no prompt to show', forgetsThePrompt, 'The database holds no prompt'],
  ])('that %s is refused', async (_, make, message) => {
    await expect(checked(make, 'full')).rejects.toThrow(message);
  });

  it('that shows nothing is refused, unless it records nothing', async () => {
    const shows: Make = async (...given) => {
      const { recorded, ...rest } = await doesTheWork(...given);
      expect(recorded).toBeDefined();
      return rest;
    };
    await expect(checked(shows, 'normal')).rejects.toThrow('The database holds no prompt');
    expect(await checked(shows, 'none')).toBe(250);
  });
});
