/** Durations as people and servers write them: `6.379s`, `1m30s`, `23h 59m`, `900ms`, `7d`. */
import { momentInText } from './moments.ts';

const units: readonly [pattern: RegExp, ms: number][] = [
  [/^(?:ms|millisecond)/, 1],
  [/^s/, 1_000],
  [/^mi?n?/, 60_000],
  [/^h/, 3_600_000],
  [/^d/, 86_400_000],
  [/^w/, 604_800_000],
];

const one = String.raw`\d{1,7}(?:\.\d{1,9})? ?(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)`;
/** Pattern of one to four amounts with their units. Takes linear time, because the pattern is unambiguous. */
const duration = `${one}(?:(?:,? (?:and )?)?${one}){0,3}(?![a-z])`;

const whole = new RegExp(`^${duration}$`);
const wait = new RegExp(
  `(?:try again|retry(?:ing)?|wait(?:ing)?|resets?|replenished|available)(?: again)?(?: (?:in|after|for))?(?: about)?:? {0,2}~?(${duration})`,
);

/** A wait in Chinese: `请在30秒后重试`. */
const chinese = /(\d{1,6}) ?(秒|分钟|小时|天)(?:钟)?(?:后|之后)/;
const chineseUnits: Readonly<Record<string, number>> = {
  秒: 1_000,
  分钟: 60_000,
  小时: 3_600_000,
  天: 86_400_000,
};

/** The duration in milliseconds; undefined unless the whole text is a duration. */
export function readDuration(text: string): number | undefined {
  const clean = text.trim().toLowerCase();
  if (clean.length > 60 || !whole.test(clean)) return undefined;
  let ms = 0;
  for (const [, amount, unit] of clean.matchAll(/(\d{1,7}(?:\.\d{1,9})?) ?([a-z]{1,12})/g)) {
    const [, factor] = units.find(([pattern]) => pattern.test(unit ?? '')) ?? [undefined, 0];
    ms += Number(amount) * factor;
  }
  return ms;
}

/**
 * The wait that a text names, milliseconds: `Please try again in 6.379s`, `resets in 5h`, `resets 3am (UTC)`.
 *
 * @param said the text, in lower case
 * @param now the present time, epoch milliseconds
 */
export function waitInText(said: string, now: number): number | undefined {
  // A flattened text may break a line within a sentence.
  const found = wait.exec(said.replaceAll(/\s{2,}/g, ' '))?.[1];
  if (found !== undefined) return readDuration(found);
  const [, amount, unit = ''] = chinese.exec(said) ?? [];
  if (amount !== undefined) return Number(amount) * (chineseUnits[unit] ?? 0);
  const at = momentInText(said, now);
  return at === undefined ? undefined : at - now;
}
