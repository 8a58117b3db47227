/** What only a generator writes, near a word that speaks of credentials: "Zq8W… is not a valid key". */
import type { Named } from './beside.ts';
import { isLabelled, isRandom } from './looks.ts';

/** How far a name may stand before the value, and behind it, characters. */
const [ahead, behind] = [80, 60];

const candidate = /(?<![\w+/=~.-])[A-Za-z0-9_~+-][\w+/=~.-]{15,511}/g;

/** The text without random values near one of the names. */
export function withoutNear(text: string, names: readonly Named[]): string {
  if (names.length === 0) return text;
  return text.replace(candidate, (value, at: number) => {
    if (!isRandom(value)) return value;
    if (isLabelled(text.slice(Math.max(0, at - 40), at))) return value;
    const end = at + value.length;
    const isNear = names.some(
      (name) =>
        (name.end <= at && at - name.end <= ahead) ||
        (name.start >= end && name.start - end <= behind),
    );
    return isNear ? '[redacted]' : value;
  });
}
