/** Whether a contender does the workload: otherwise its figures stand for something else. */
import type { Contender, Durability } from './contender.ts';
import type { Probe, Watch } from './probe.ts';
import { failsAfter, piece, pieces, prompt } from './workload.ts';

/**
 * Does one run and looks at what it left behind. Resolves with the number of pieces that its subscriber got.
 *
 * @throws {Error} that says what is missing
 */
export async function check(
  contender: Contender,
  durability: Durability,
  probe: Probe,
): Promise<number> {
  const id = `checked-${Date.now()}`;
  const watch = probe.begin(id, false);
  await contender.run(id);
  probe.end(id);
  verify(watch);
  if (durability === 'none') return watch.received;
  const recorded = await contender.recorded?.(id);
  if (recorded?.prompt !== prompt)
    throw new Error(`The database holds no prompt: ${JSON.stringify(recorded?.prompt)}.`);
  if (recorded.answer !== piece.repeat(pieces))
    throw new Error(`The database holds no whole answer: ${JSON.stringify(recorded.answer)}.`);
  return watch.received;
}

/**
 * Two calls; all pieces, or those of the second where the contender keeps back what failed.
 *
 * @throws {Error} that says what is missing
 */
export function verify({ calls, received }: Watch): void {
  if (calls !== 2) throw new Error(`The model was called ${calls} times, not twice.`);
  if (received !== failsAfter + pieces && received !== pieces)
    throw new Error(`The subscriber got ${received} pieces, not ${failsAfter + pieces}.`);
}
