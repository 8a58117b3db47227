/** Coverage of the machine: counts the transitions that a transaction takes. */
import type { RunState } from '@perdure/run';
import type { LocalStore } from '@perdure/runtime';
import type { Write } from '@perdure/runtime/store';
import type { Coverage } from './coverage.ts';

/**
 * Counts the transitions of one transaction.
 *
 * @param store in its state before the transaction
 * @param now epoch milliseconds
 */
export function countTransitions(
  coverage: Coverage,
  writes: readonly Write[],
  store: LocalStore,
  now: number,
): void {
  const states = new Map<string, RunState>();
  for (const write of writes) {
    if (write.type === 'endAttempt' && write.failure?.kind === 'timeout')
      coverage.hit('attempt: timed out');
    if (write.type !== 'createRun' && write.type !== 'updateRun') continue;
    const { id, stored } = write.run;
    const recorded = store.findRun(id)?.stored;
    const before = states.get(id) ?? recorded?.state;
    states.set(id, stored.state);
    if (before === undefined) continue;
    coverage.hit(`edge: ${before} → ${stored.state}`);
    const isWait = before === 'retrying' || before === 'parked';
    const dueAt = recorded?.context.wait?.until ?? Infinity;
    if (isWait && stored.state === 'running' && dueAt <= now)
      coverage.hit(`deadline in: ${before}`);
  }
}
