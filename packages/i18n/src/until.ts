/** A distant deadline as a time of day, with its date if that is not today. */

export const isToday = (until: number, now: number): boolean =>
  new Date(until).toDateString() === new Date(now).toDateString();

/** @param precision of a time today; a time on another day has no seconds */
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

/** Rounded up to the full minute, so that the deadline has passed at the time shown. Epoch milliseconds. */
export const toFullMinute = (until: number): number => Math.ceil(until / 60_000) * 60_000;
