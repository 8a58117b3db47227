/** A deadline far away, as a time of day; with its day if that is not today. */

export const isToday = (until: number, now: number): boolean =>
  new Date(until).toDateString() === new Date(now).toDateString();

/** @param precision of a time today; further away, seconds are noise */
export function formatUntil(
  until: number,
  now: number,
  locale: string,
  precision: 'second' | 'minute' = 'second',
): string {
  const today = isToday(until, now);
  const timeStyle = today && precision === 'second' ? 'medium' : 'short';
  return new Intl.DateTimeFormat(
    locale,
    today ? { timeStyle } : { dateStyle: 'medium', timeStyle },
  ).format(until);
}

/** Up to the minute at which it will surely be over. */
export const toFullMinute = (until: number): number => Math.ceil(until / 60_000) * 60_000;
