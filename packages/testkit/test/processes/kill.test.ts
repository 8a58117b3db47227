/** What is promised, on processes that are killed at every place where it matters, again and again. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  BrokenGuaranteeError,
  killAndAudit,
  killPlaces,
  planKills,
  survive,
} from '../../src/processes/index.ts';
import { sqliteHost, temporaryFolder } from './evidence.ts';

const kills = 120;
const seed = 20_261_124;

it(`${kills} kills lose nothing, repeat nothing and leave nobody stuck (seed ${seed})`, async () => {
  const folder = temporaryFolder();
  const survival = await survive({
    folder,
    hostProcess: sqliteHost,
    files: planKills(kills, seed),
  });
  // Kept only if a guarantee is broken.
  rmSync(folder, { recursive: true });
  for (const place of [...killPlaces, 'anyTime'])
    expect(survival.kills[place], place).toBeGreaterThan(5);
  expect(survival.restarts).toBeGreaterThanOrEqual(kills);
  expect(survival.settled).toBeGreaterThan(kills);
  expect(survival.shown).toBeGreaterThan(survival.events);
  expect(survival.calls).toBeGreaterThan(survival.settled);
}, 180_000);

describe('a host of somebody else', () => {
  it.each([
    ['that ends by itself', 'process.exit(3)', 'exit code 3'],
    ['that does not come to an end', 'setInterval(() => {}, 1000)', 'did not come to an end'],
  ])('%s is named', async (_what, program, what) => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const hostProcess = join(folder, 'host.mjs');
    writeFileSync(hostProcess, program);
    const life = killAndAudit({ file: join(folder, 'agent.db'), hostProcess, patienceMs: 1_000 });
    const error = await life.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(BrokenGuaranteeError);
    expect(error).toMatchObject({
      guarantee: 'host',
      file: join(folder, 'agent.db'),
      message: expect.stringContaining(what),
    });
  });
});

it('a plan is the same for the same seed, and has as many kills as were asked for', () => {
  expect(planKills(50, 7)).toEqual(planKills(50, 7));
  expect(planKills(50, 7)).not.toEqual(planKills(50, 8));
  expect(planKills(50, 7).flat()).toHaveLength(50);
});
