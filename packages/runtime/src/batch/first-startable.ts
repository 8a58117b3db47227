/** The queued run that starts next. One that this version cannot take up is passed over, and stays queued. */
import type { Envelope, Step } from '@perdure/core';
import { isDamagedRow } from '../host/without-damage.ts';
import type { RunRecord } from '../ports/store.ts';

export const startCommand: Envelope = { type: 'command', command: { type: 'run.start' } };

/**
 * The first run whose start can be computed, with that step; undefined if there is none, or if its row is damaged.
 *
 * @param find returns the first queued run whose id is not among `passed`
 */
export function firstStartable(
  find: (passed: ReadonlySet<string>) => RunRecord | undefined,
  start: (run: RunRecord) => Step,
  onTrouble: (error: unknown) => void,
): { run: RunRecord; step: Step } | undefined {
  const passed = new Set<string>();
  for (;;) {
    let run: RunRecord | undefined;
    try {
      run = find(passed);
      return run && { run, step: start(run) };
    } catch (error) {
      // A store that can't be read is no trouble of one run: the plan is tried again.
      if (run === undefined && !isDamagedRow(error)) throw error;
      onTrouble(error);
      if (run === undefined) return undefined;
      passed.add(run.id);
    }
  }
}
