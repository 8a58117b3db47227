/** Times of day, in the page's language and in the same form everywhere on the page. */
import type { i18n } from 'i18next';

const styles = {
  minute: { timeStyle: 'short' },
  /** A time to the tenth of a second, because events may follow each other within one second. */
  tenth: { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 },
  day: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** @param at epoch milliseconds */
export const clock = ({ resolvedLanguage }: i18n, style: keyof typeof styles, at: number): string =>
  new Intl.DateTimeFormat(resolvedLanguage, styles[style]).format(at);
