/** Owns all child processes that measure, so that none outlives the bench. */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a child may take to close its resources, milliseconds. */
const closingMs = 10_000;

const children = new Set<ChildProcess>();
let isOver = false;

/**
 * Forks a module.
 *
 * @param under a command that starts Node, with its arguments; Node starts by itself if it is empty
 * @throws {Error} after `endChildren`
 */
export function startChild(
  module: string,
  args: readonly string[],
  options: ForkOptions,
  under: readonly string[] = [],
): ChildProcess {
  if (isOver) throw new Error('The bench was interrupted.');
  const [execPath = '', ...before] = [...under, process.execPath];
  const execArgv = [...before, ...(options.execArgv ?? [])];
  const child = fork(module, args, { ...options, execPath, execArgv });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Ends a child by SIGTERM, or by SIGKILL after 10 s. Resolves once the child has ended. */
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

/** Ends all children, and refuses new ones. */
export async function endChildren(): Promise<void> {
  isOver = true;
  await Promise.all([...children].map(endChild));
}
