/** Reports outlast the process that writes them, in whatever moment it is killed. */
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

const life = { type: 'life', pid: 1 } as const;
const kept = { type: 'kept', runId: 'r1', call: 'pay' } as const;

it('a file that is not there holds none', () => {
  expect(readReports(reportsFile())).toEqual([]);
});

it('a line that a killed process has left unfinished is no report, and does not spoil the next', () => {
  const file = reportsFile();
  const report = openReports(file);
  report(life);
  report(kept);
  appendFileSync(file, '{"type":"kept","ru');
  expect(readReports(file)).toEqual([life, kept]);
  openReports(file)(life);
  expect(readReports(file)).toEqual([life, kept, life]);
});

it('a line in the middle of a life that is no report is not passed over', () => {
  const file = reportsFile();
  openReports(file)(life);
  appendFileSync(file, 'Segmentation fault\n');
  openReports(file)(kept);
  expect(() => readReports(file)).toThrow(SyntaxError);
});
