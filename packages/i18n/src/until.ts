/** Formats a distant deadline as a time of day, with the date if the deadline is not today. */

export const isToday = (until: number, now: number): boolean =>
  new Date(until).toDateString() === new Date(now).toDateString();

/** The deadline as text. @param precision of a time today; a time on another day has no seconds */
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

/** The deadline rounded up to a full minute, so that it has passed at the time shown. Epoch milliseconds. */
export const toFullMinute = (until: number): number => Math.ceil(until / 60_000) * 60_000;
