/** Tests that each defect of `pnpm mutants` can be planted, and that the suites that must catch the defect exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { defects } from '../mutants/defects.ts';
import { plant } from '../mutants/plant.ts';

const workspace = resolve(import.meta.dirname, '../..');

it.each(defects)('$name', (defect) => {
  const sound = readFileSync(join(workspace, defect.file), 'utf8');
  expect(plant(sound, defect)).not.toBe(sound);
  expect(defect.by.length).toBeGreaterThan(0);
  for (const suite of defect.by)
    expect([suite, existsSync(join(workspace, suite))]).toEqual([suite, true]);
});

it('no two defects have one name', () => {
  expect(new Set(defects.map(({ name }) => name)).size).toBe(defects.length);
});
