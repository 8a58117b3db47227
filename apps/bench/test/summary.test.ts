/** The summary: its numbers, and null for figures that were not measured. */
import { expect, it } from 'vitest';
import { audiences } from '../src/contest/contenders/list.ts';
import type { Row } from '../src/contest/entry.ts';
import { bytesPerRunBefore } from '../src/figures/run-bytes.ts';
import type { SlowDisk } from '../src/figures/slow-disk.ts';
import { nothing } from '../src/results.ts';
import { bestPeer, summarize } from '../src/summary.ts';

const ratios = [
  'runs64FullVsFloor',
  'runs64FullSlowSyncVsFloor',
  'runs1NormalVsFloor',
  'runs64VsBestPeer',
  'postgres64VsFloor',
  'postgres64VsDbos',
  'subscribers100Vs1',
  'inspectorOnVsOff',
  'longThreadRecorded',
  'longThreadCompleted',
  'longViewOpened',
  'bytesPerRunVsBefore',
  'open1GbVsEmpty',
  'startAt10MEventsVsEmpty',
];
const values = [
  'loopStallP99Ms',
  'loopStallSlowSyncP99Ms',
  'peakMemoryMb',
  'deltaDelayP99Ms',
  'bytesPerWaitingRun',
  'recoverMillionWaitsS',
  'runMachineGzipBytes',
];

const row = (name: string, rounds: number[], rest: Partial<Row> = {}): Row => ({
  ...{ name, rounds, isPeer: false, version: null, durability: 'full', atOnce: 64 },
  runsPerSecond: rounds[0] ?? null,
  ...{ deltasPerSecond: 1, cpuSecondsPer1000: 1, peakRssMb: 1, delayP50Ms: 1, delayP99Ms: 1 },
  ...{ pieces: 250, comparable: '', reason: null },
  ...rest,
});

const waits = (count: number) => ({
  ...{ count, bytesPerRun: -3, idleCpuPercent: 0, recoverS: 2, lateMs: 1 },
});

const database = (events: number) => ({
  ...{ events, threads: 2, bytes: 1, newThreadMs: 1, newThreadRatio: 1.5, oldThreadRatio: 1 },
});

it('has null for figures that were not measured', () => {
  const summary = summarize(nothing());
  expect(Object.keys(summary)).toEqual(['ratios', 'values']);
  expect(Object.keys(summary.ratios)).toEqual(ratios);
  expect(Object.keys(summary.values)).toEqual(values);
  for (const value of Object.values({ ...summary.ratios, ...summary.values }))
    expect(value).toBeNull();
});

it('reports a million waits and ten million events only if as many were measured', () => {
  const few = { ...nothing(), waits: [waits(10_000)], events: [database(100_200)] };
  expect(summarize(few).values.recoverMillionWaitsS).toBeNull();
  expect(summarize(few).ratios.startAt10MEventsVsEmpty).toBeNull();
  const many = { ...few, waits: [waits(1_000_000)], events: [database(10_000_200)] };
  expect(summarize(many).values.recoverMillionWaitsS).toBe(2);
  expect(summarize(many).ratios.startAt10MEventsVsEmpty).toBe(1.5);
});

it('compares values of the same round', () => {
  const runs = [
    row('floor', [100, 10, 100]),
    row('Perdure', [200, 20, 300], { peakRssMb: 350 }),
    row('slow', [10, 10, 10], { isPeer: true }),
    row('fast', [50, 5, 50], { isPeer: true }),
    row('careless', [900, 900, 900], { isPeer: true, durability: 'normal' }),
    row('failed', [], { isPeer: true, reason: 'It failed.' }),
  ];
  const summary = summarize({ ...nothing(), runs });
  expect(summary.ratios).toMatchObject({ runs64FullVsFloor: 2, runs64VsBestPeer: 4 });
  expect(summary.ratios.runs1NormalVsFloor).toBeNull();
  expect(summary.values.peakMemoryMb).toBe(350);
  expect(bestPeer(runs, 'full', 64)?.name).toBe('fast');
});

it('reports the slow disk apart from the disk as it is', () => {
  const turns = { atOnce: 64, p50Ms: 1, p99Ms: 2, p99ByTimeMs: 3, maxMs: 4 };
  const one = { commitMs: 1, writeMs: 1 };
  const slowDisk: SlowDisk = {
    syncs: { asIs: one, slow: { ...one, commitMs: 11 } },
    runs: [row('floor', [10, 20]), row('Perdure', [100, 300])],
    stalls: { ...turns, p99Ms: 5 },
  };
  const { ratios: times, values: found } = summarize({ ...nothing(), stalls: turns, slowDisk });
  expect(times).toMatchObject({ runs64FullVsFloor: null, runs64FullSlowSyncVsFloor: 12.5 });
  expect(found).toMatchObject({ loopStallP99Ms: 2, loopStallSlowSyncP99Ms: 5, peakMemoryMb: null });
});

it('compares each audience with one subscriber, by the names of the contenders', () => {
  const rounds = [
    [100, 10, 100],
    [90, 8, 70],
    [70, 7, 30],
    [90, 10, 95],
  ];
  const rows = audiences.map(({ name }, at) => row(name, rounds[at] ?? []));
  expect(summarize({ ...nothing(), audiences: rows }).ratios).toMatchObject({
    subscribers100Vs1: 0.7,
    inspectorOnVsOff: 0.95,
  });
});

it('reports the view of a long thread only if it had ten thousand messages', () => {
  const view = (long: number) => ({
    ...nothing(),
    longView: { messages: { short: 50, long }, shortMs: 1, longMs: 3, wholeMs: 100, ratio: 1.2 },
  });
  expect(summarize(view(1_000)).ratios.longViewOpened).toBeNull();
  expect(summarize(view(10_000)).ratios.longViewOpened).toBe(1.2);
});

it('reports a long thread only if ten thousand messages were compared with ten', () => {
  const threads = (...lengths: number[]) => ({
    ...nothing(),
    messages: lengths.map((messages) => ({
      ...{ messages, startMs: 1, runMs: 2, startRatio: 1.5, runRatio: 1.25 },
    })),
  });
  const none = { longThreadRecorded: null, longThreadCompleted: null };
  expect(summarize(threads(10, 1_000)).ratios).toMatchObject(none);
  expect(summarize(threads(100, 10_000)).ratios).toMatchObject(none);
  expect(summarize(threads(10, 10_000)).ratios).toMatchObject({
    longThreadRecorded: 1.5,
    longThreadCompleted: 1.25,
  });
});

it('reports the opening of a file only if it had 1 GB', () => {
  const opened = (bytes: number) => ({
    ...nothing(),
    opening: { bytes, threads: 1, fullMs: 2, emptyMs: 1, ratio: 1.1 },
  });
  expect(summarize(opened(5e8)).ratios.open1GbVsEmpty).toBeNull();
  expect(summarize(opened(1e9)).ratios.open1GbVsEmpty).toBe(1.1);
});

it('compares the bytes of a run with those of the commit that the constant names', () => {
  const runBytes = {
    runs: 2_000,
    bytesPerRun: bytesPerRunBefore / 2,
    tables: [],
    textBytesPerRun: 5_000,
  };
  expect(summarize({ ...nothing(), runBytes }).ratios.bytesPerRunVsBefore).toBe(0.5);
});

it('takes the larger of the two sizes of a waiting run', () => {
  const results = { ...nothing(), waits: [waits(10_000)] };
  expect(summarize(results).values.bytesPerWaitingRun).toBe(-3);
  const withLive = {
    ...results,
    liveWaits: { count: 10_000, bytesPerRun: 150, heapBytesPerRun: 2 },
  };
  expect(summarize(withLive).values.bytesPerWaitingRun).toBe(150);
});
