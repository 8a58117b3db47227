/** The processes that measure: all of them are known here, so that none outlives us. */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long one may take to close what it has opened. */
const closingMs = 10_000;

const children = new Set<ChildProcess>();
let isOver = false;

/** @throws {Error} once `endChildren` was called */
export function startChild(
  module: string,
  args: readonly string[],
  options: ForkOptions,
): ChildProcess {
  if (isOver) throw new Error('It was interrupted.');
  const child = fork(module, args, options);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** However it stands with it: it closes and ends, or is ended. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = new AbortController();
  const late = sleep(closingMs, 'late', { signal: patience.signal }).catch(() => 'over');
  if ((await Promise.race([exit, late])) === 'late') child.kill('SIGKILL');
  patience.abort();
  await exit;
}

/** Ends all, and nobody who has not started yet is started any more. */
export async function endChildren(): Promise<void> {
  isOver = true;
  await Promise.all([...children].map(endChild));
}
