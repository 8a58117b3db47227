/** The machine that a report was measured on. */
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryBytes: number;
  node: string;
  /** The operating system, its release and the processor's architecture. */
  platform: string;
  /** Time of the start, ISO 8601. */
  date: string;
  /** Median time to append 4 KiB to a file and call `fdatasync`, over 50 times, milliseconds. */
  fsyncMs: number;
}

export const describeMachine = (folder: string): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  node: process.version,
  platform: `${process.platform} ${release()} ${process.arch}`,
  date: new Date().toISOString(),
  fsyncMs: measureFsync(folder),
});

function measureFsync(folder: string): number {
  const path = join(folder, 'fsync');
  const file = openSync(path, 'a');
  const page = Buffer.alloc(4_096, 1);
  const times = Array.from({ length: 50 }, () => {
    const from = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  rmSync(path);
  return median(times);
}
