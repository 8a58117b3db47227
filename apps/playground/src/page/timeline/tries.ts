/** Which try each attempt belongs to: what goes on after a human's answer is no new one. */
import type { AttemptView } from '@perdure/runtime/view';

/** A number from 1 for each attempt. */
export function triesOf(attempts: readonly Pick<AttemptView, 'outcome'>[]): number[] {
  let ended = 0;
  return attempts.map(({ outcome }) => (outcome === 'asked' ? ended + 1 : ++ended));
}
