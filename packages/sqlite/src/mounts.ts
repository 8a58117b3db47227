/** Mounts of single files, as `docker run -v agent.db:/app/agent.db` makes them. */
import { readFileSync } from 'node:fs';

/**
 * True if the file itself is a mount point. SQLite then has its log beside the mount point, and another process that
 * has the file by its own name, or by another mount, has another log. Linux only; elsewhere false.
 *
 * @param file absolute path, with symbolic links resolved
 */
export function isMounted(file: string): boolean {
  let mounts: string;
  try {
    mounts = readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return false;
  }
  return mountPoints(mounts).includes(file);
}

/**
 * The mount points in the text of a `mountinfo`: the fifth field of each line, where space, tab, newline and backslash
 * stand as octal numbers (`\040`). Source: proc_pid_mountinfo(5).
 */
export const mountPoints = (mountinfo: string): string[] =>
  mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((field) =>
      field.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
    );
