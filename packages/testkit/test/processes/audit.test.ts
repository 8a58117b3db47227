/** Tests that the audit finds each planted defect and names the guarantee that the defect breaks. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GuaranteeError } from '../../src/index.ts';
import { audit, type Report, readReports, reportsOf } from '../../src/processes/index.ts';
import { logDefects } from './defects/log.ts';
import { runDefects } from './defects/runs.ts';
import { breaches, kinds, makeFiles, temporaryFolder } from './evidence.ts';

const folder = temporaryFolder();
beforeAll(() => makeFiles(folder));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an audit', () => {
  it.each(kinds)('finds nothing in a sound file: %s', (kind) => {
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

  it('throws the first breach, and lists the others and the file beside it', () => {
    const file = join(folder, 'finished.db');
    const lost = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const reports: Report[] = [
      ...readReports(reportsOf(file)),
      ...lost.map((runId): Report => ({ type: 'started', threadId: 't1', runId })),
    ];
    const check = () => audit({ file, kill: { at: 'inTool', nth: 2 }, reports, mustBeOver: true });
    expect(check).toThrow(GuaranteeError);
    expect(check).toThrow(
      [
        "G1 is broken: the start of run 'a' was acknowledged and is lost.",
        'Killed inTool, number 2.',
        ...['b', 'c', 'd', 'e'].map(
          (id) => `G1: the start of run '${id}' was acknowledged and is lost.`,
        ),
        'and 2 more',
        `See ${file}`,
      ].join('\n  '),
    );
  });
});
