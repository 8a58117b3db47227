/** The CPU time of another process, read from Linux's /proc. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The same on all platforms of Linux. */
const ticksPerSecond = 100;

/** CPU seconds of a process, of its ended children, and of its live ones; 0 on a system without /proc. */
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

/** The fields of /proc/<pid>/stat after the name; none for a process that has just ended. */
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
