/** The audit finds what is planted: each defect by the number of the guarantee that it breaks. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logDefects } from './defects/log.ts';
import { runDefects } from './defects/runs.ts';
import { breaches, kinds, leave, temporaryFolder } from './evidence.ts';

const folder = temporaryFolder();
beforeAll(() => leave(folder));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an audit', () => {
  it.each(kinds)('finds nothing in what is sound: %s', (kind) => {
    expect(breaches(folder, kind, () => {})).toEqual([]);
  });

  it.each([...logDefects, ...runDefects])(
    'finds a breach of %s: … %s …',
    (guarantee, what, kind, plant) => {
      expect(breaches(folder, kind, plant)).toContainEqual({
        guarantee,
        what: expect.stringContaining(what),
      });
    },
  );
});
