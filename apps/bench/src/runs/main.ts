/**
 * `pnpm bench`: runs a second of the runtime beside the floor, the same rows written by hand, in turns within
 * one process. Trust the ratios: machines are noisy, and what disturbs the one disturbs the other.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Durability } from '@perdure/sqlite';
import { Command } from 'commander';
import { floor } from './floor.ts';
import { perdure } from './perdure.ts';
import { median, throughput } from './throughput.ts';

const { quick, json } = new Command('bench')
  .description(
    'Runs a second beside the floor: the same rows, written by hand with better-sqlite3.',
  )
  .option('-q, --quick', 'a minute, for a first look')
  .option('--json <file>', 'write the ratios and values there; what was not run is null')
  .parse()
  .opts<{ quick?: true; json?: string }>();

const repeats = quick ? 3 : 7;
const slotMs = quick ? 1_500 : 4_000;
const warmUpMs = 500;

interface Row {
  durability: Durability;
  atOnce: number;
  perdure: number;
  floor: number;
  ratio: number;
}

const folder = mkdtempSync(join(tmpdir(), 'perdure-'));
const rows: Row[] = [];
try {
  for (const durability of ['full', 'normal'] as const)
    for (const atOnce of [1, 64]) rows.push(await compare(durability, atOnce));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stderr.write('\n');
tell();

async function compare(durability: Durability, atOnce: number): Promise<Row> {
  const file = (name: string) => join(folder, `${name}-${durability}-${atOnce}.db`);
  const ours = await perdure(file('perdure'), durability);
  const theirs = floor(file('floor'), durability);
  const measured: { ours: number; theirs: number }[] = [];
  for (const contender of [ours, theirs]) await throughput(contender, atOnce, warmUpMs);
  for (let repeat = 1; repeat <= repeats; repeat++) {
    process.stderr.write(`\r${durability}, ${atOnce} at once: ${repeat} of ${repeats}      `);
    measured.push({
      ours: await throughput(ours, atOnce, slotMs),
      theirs: await throughput(theirs, atOnce, slotMs),
    });
  }
  ours.close();
  theirs.close();
  return {
    durability,
    atOnce,
    perdure: median(measured.map((pair) => pair.ours)),
    floor: median(measured.map((pair) => pair.theirs)),
    ratio: median(measured.map((pair) => pair.ours / pair.theirs)),
  };
}

function tell(): void {
  console.log('| durability | at once | perdure, runs/s | floor, runs/s | ratio |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const { durability, atOnce, perdure: ours, floor: theirs, ratio } of rows)
    console.log(
      `| ${durability} | ${atOnce} | ${ours.toFixed(0)} | ${theirs.toFixed(0)} | ${ratio.toFixed(2)} |`,
    );
  if (json === undefined) return;
  const ratioOf = (durability: Durability, atOnce: number) =>
    rows.find((row) => row.durability === durability && row.atOnce === atOnce)?.ratio ?? null;
  const ratios = {
    runs64FullVsFloor: ratioOf('full', 64),
    runs1NormalVsFloor: ratioOf('normal', 1),
    runs64VsBestPeer: null,
    startAt10MEventsVsEmpty: null,
  };
  const values = {
    deltaDelayP99Ms: null,
    bytesPerWaitingRun: null,
    recoverMillionWaitsS: null,
    loopStallP99Ms: null,
    runMachineGzipBytes: null,
  };
  writeFileSync(json, `${JSON.stringify({ ratios, values, rows }, null, 2)}\n`);
}
