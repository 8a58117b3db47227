/** A deadline far away, as a time of day; with its day if that is not today. */
export function formatUntil(until: number, now: number, locale: string): string {
  const day = new Date(until);
  const isToday = day.toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(
    locale,
    isToday ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(day);
}
