/** The CPU that another process has used, as Linux tells it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Ticks a second, the same on all of Linux's platforms. */
const ticksPerSecond = 100;

/** Of a process, the children it has waited for, and those that live; 0 where the system has no /proc. */
export function cpuSeconds(process: number): number {
  if (!existsSync('/proc/self/stat')) return 0;
  let ticks = 0;
  for (const pid of readdirSync('/proc').map(Number)) {
    const fields = statOf(pid);
    const [parent, own, children] = [Number(fields[1]), [11, 12], [13, 14]];
    if (pid === process) ticks += sum(fields, [...own, ...children]);
    else if (parent === process) ticks += sum(fields, own);
  }
  return ticks / ticksPerSecond;
}

/** The fields of /proc/<pid>/stat from the state on; none for a process that has just ended. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function sum(fields: readonly string[], indexes: readonly number[]): number {
  return indexes.reduce((total, index) => total + Number(fields[index]), 0);
}
