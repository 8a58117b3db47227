/** A disk on which a sync takes 10 ms more, by strace, which delays the end of each `fdatasync` and `fsync`. */
import { spawnSync } from 'node:child_process';

/** How much longer a sync takes, milliseconds. */
export const delayMs = 10;

const syncs = 'fdatasync,fsync';

/**
 * The command under which a process has this disk. strace stops the process at these calls only (`--seccomp-bpf`),
 * so that others take as long as without it, and runs beside the process (`-D`), whose signals and end are its own.
 */
export const onSlowDisk: readonly string[] = [
  ...['strace', '-D', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null'],
  ...['-e', `trace=${syncs}`, '-e', `inject=${syncs}:delay_exit=${delayMs * 1_000}`],
];

/** Why a process can't have this disk; undefined if it can. */
export function whyNoSlowDisk(): string | undefined {
  const [command = '', ...args] = onSlowDisk;
  const { error, status, signal, stderr } = spawnSync(
    command,
    [...args, process.execPath, '-e', '0'],
    {
      encoding: 'utf8',
    },
  );
  if (error !== undefined)
    return 'code' in error && error.code === 'ENOENT' ? 'strace is not installed.' : error.message;
  if (status === 0) return;
  const said = stderr.trim().split('\n')[0];
  return `strace may not trace: ${said || `it ended with ${status ?? signal}`}.`;
}
