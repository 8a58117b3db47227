/** Tests the guarantees on processes that are killed at every kill place. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GuaranteeError } from '../../src/index.ts';
import { killAndAudit, killPlaces, planKills, survive } from '../../src/processes/index.ts';
import { sqliteHost, temporaryFolder } from './evidence.ts';

const kills = 120;
const seed = 20_261_124;

it(`${kills} kills lose nothing, repeat nothing and leave nobody stuck (seed ${seed})`, async () => {
  const folder = temporaryFolder();
  const report = await survive({
    folder,
    hostProcess: sqliteHost,
    files: planKills(kills, seed),
  });
  // If a guarantee is broken, this line is not reached, and the folder with the files is kept.
  rmSync(folder, { recursive: true });
  for (const place of [...killPlaces, 'anyTime'])
    expect(report.kills[place], place).toBeGreaterThan(5);
  expect(report.restarts).toBeGreaterThanOrEqual(kills);
  expect(report.finished).toBeGreaterThan(kills);
  expect(report.shown).toBeGreaterThan(report.events);
  expect(report.calls).toBeGreaterThan(report.finished);
}, 180_000);

describe('a host process', () => {
  it.each([
    ['that fails', 'process.exit(3)', 'exit code 3'],
    ['that does not end', 'setInterval(() => {}, 1000)', 'did not end within 1000 ms'],
  ])('%s breaks `process`', async (_what, program, what) => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const hostProcess = join(folder, 'host.mjs');
    writeFileSync(hostProcess, program);
    const file = join(folder, 'agent.db');
    const ended = killAndAudit({ file, hostProcess, patienceMs: 1_000 });
    const error = await ended.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(GuaranteeError);
    expect(error).toMatchObject({
      guarantee: 'process',
      what: expect.stringContaining(what),
      where: expect.stringContaining(`See ${file}`),
    });
  });
});

it('a plan has the number of kills that it is given, and is the same for the same seed', () => {
  expect(planKills(50, 7)).toEqual(planKills(50, 7));
  expect(planKills(50, 7)).not.toEqual(planKills(50, 8));
  expect(planKills(50, 7).flat()).toHaveLength(50);
});
