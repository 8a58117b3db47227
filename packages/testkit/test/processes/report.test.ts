/** Tests that reports survive the process that writes them, whenever the process is killed. */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openReports, readReports } from '../../src/processes/index.ts';
import { temporaryFolder } from './evidence.ts';

function reportsFile(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'reports');
}

const first = { type: 'process', pid: 1 } as const;
const kept = { type: 'kept', runId: 'r1', call: 'pay' } as const;

it('a missing file has none', () => {
  expect(readReports(reportsFile())).toEqual([]);
});

it('a line that a killed process has left unfinished is no report, and the next one is read', () => {
  const file = reportsFile();
  const report = openReports(file);
  report(first);
  report(kept);
  appendFileSync(file, '{"type":"kept","ru');
  expect(readReports(file)).toEqual([first, kept]);
  openReports(file)(first);
  expect(readReports(file)).toEqual([first, kept, first]);
});

it('a line amid the reports of a process that is no report throws', () => {
  const file = reportsFile();
  openReports(file)(first);
  appendFileSync(file, 'Segmentation fault\n');
  openReports(file)(kept);
  expect(() => readReports(file)).toThrow(SyntaxError);
});
