/** The command line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';

const main = join(import.meta.dirname, '../src/main.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perdure-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the bench with its temporary files in the test's folder. */
const bench = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [main, ...args], { env: { ...process.env, TMPDIR: folder } });

it('runs the chosen sections, and reports null for the others', async () => {
  const json = join(folder, 'out.json');
  const child = bench('--quick', '--only', 'bundles', '--json', json);
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(output).toContain('| --- |');
  const { ratios, values, machine, failures } = JSON.parse(readFileSync(json, 'utf8'));
  expect(new Set(Object.values(ratios))).toEqual(new Set([null]));
  const { runMachineGzipBytes, ...others } = values;
  expect(runMachineGzipBytes).toBeGreaterThan(0);
  expect(new Set(Object.values(others))).toEqual(new Set([null]));
  expect(machine.node).toBe(process.version);
  expect(machine.fsyncMs).toBeGreaterThan(0);
  expect(failures).toEqual([]);
  expect(readdirSync(folder)).toEqual(['out.json']);
});

it('removes its files when it is interrupted', async () => {
  const child = bench('--quick', '--only', 'runs', 'waits');
  const isAtWork = () =>
    readdirSync(folder, { recursive: true }).some((name) => `${name}`.endsWith('.db'));
  while (!isAtWork() && child.exitCode === null) await sleep(20);
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect(code).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

it('refuses invalid options before it begins', async () => {
  const [code] = await once(bench('--only', 'nothing'), 'close');
  expect(code).toBe(1);
  const [other] = await once(bench('--json', join(folder, 'no/out.json')), 'close');
  expect(other).toBe(1);
});
