/** Checks that a contender does the whole workload, because its figures are not comparable otherwise. */
import type { Contender, Durability } from './contender.ts';
import type { Probe, Watch } from './probe.ts';
import { failsAfter, piece, pieces, prompt } from './workload.ts';

/**
 * Does one run and reads what it recorded. Resolves with the number of pieces that the subscriber of the run got.
 *
 * @throws {Error} with what is missing
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
 * Checks that one run made two calls of the model, and that its subscriber got all pieces, or only those of the second
 * call, because some contenders do not show a failed attempt.
 *
 * @throws {Error} with what is missing
 */
export function verify({ calls, received }: Watch): void {
  if (calls !== 2) throw new Error(`The model was called ${calls} times, not twice.`);
  if (received !== failsAfter + pieces && received !== pieces)
    throw new Error(`The subscriber got ${received} pieces, not ${failsAfter + pieces}.`);
}
