/** The try that each attempt belongs to. An attempt after a human's answer continues the try before it. */
import type { AttemptView } from '@perdure/thread';

/** For each attempt the number of its try, from 1. */
export function triesOf(attempts: readonly Pick<AttemptView, 'outcome'>[]): number[] {
  let ended = 0;
  return attempts.map(({ outcome }) => (outcome === 'asked' ? ended + 1 : ++ended));
}
