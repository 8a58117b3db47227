/**
 * Moments as people and servers write them: `3am (Europe/Berlin)`, `Nov 30, 4:05 PM`, `2026-12-06 01:52:48`. A text
 * must say what happens at the moment, such as a reset.
 */
import { offsetOf, zonePattern } from './zones.ts';

const day = 86_400_000;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const weekday =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\\b';
const hourOfDay = String.raw`\d{1,2}(?::\d\d| ?[ap]\.?m\b)|noon|midnight`;

/** Words before a moment. Seen in: Claude Code, Codex, Z.ai, MiniMax, Copilot; the last one in BigModel. */
const before =
  '(?:(?:resets?(?: time)?|renews?|refresh(?:es)?|try again|retry|available(?: again)?|come back)(?: daily| every day)?(?: (?:at|on|after|by|from))?|until|将[在于]):? {0,2}';
const zone = String.raw`(?: ?\(?(?<zone>${zonePattern}))?`;

/** `2026-12-06 01:52:48`, `2026-05-15T15:00:00Z`, `2026/12/06`. */
const numeric = new RegExp(
  String.raw`${before}(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)(?:[t ]{1,2}(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?(?:\.\d{1,9})?)?${zone}`,
);

const time = String.raw`(?:(?<hour>\d{1,2})(?::(?<minute>\d\d)(?::\d\d)?(?: ?(?<half>[ap])\.?m\b)?| ?(?<half2>[ap])\.?m\b)|(?<noon>noon|midnight)\b)`;

/** `3:30pm (UTC)`, `tomorrow at 9am`, `Mon 3am`, `Nov 30th, 2026 4:05 PM`, `1 December at 15:00`. */
const worded = new RegExp(
  String.raw`${before}(?=tomorrow|${weekday}|${month} \d|\d{1,2} ${month}|${hourOfDay})(?:(?<tomorrow>tomorrow)|(?<weekday>${weekday}))?(?:,? ?(?:(?<month>${month}) (?<day>\d{1,2})|(?<day2>\d{1,2}) (?<month2>${month}))(?:st|nd|rd|th)?(?:,? (?<year>\d{4}))?)?(?:,? ?(?:at )?${time})?\.?${zone}`,
);

/** One word of `before`. Most texts have none, and one search tells. */
const hint = /reset|renew|refresh|again|retry|come back|until|将|limit reached\|/;

/** `usage limit reached|1760000400`. Seen in: Claude Code, which writes epoch seconds. */
const epoch = /limit reached\|(\d{10})\b/;

type Groups = Record<string, string | undefined>;

/**
 * The moment that a text names, epoch milliseconds; undefined if there is none. A time of day without a date is the
 * next one. A numeric date without a zone is read as UTC, because a server wrote it; other moments without a zone are
 * read in the zone of this process, because a client on this machine wrote them.
 *
 * @param said the text, in lower case
 * @param now the present time, epoch milliseconds
 */
export function momentInText(said: string, now: number): number | undefined {
  if (!hint.test(said)) return undefined;
  const seconds = epoch.exec(said)?.[1];
  if (seconds !== undefined) return Number(seconds) * 1_000;
  const exact = numeric.exec(said)?.groups as Groups | undefined;
  if (exact !== undefined) return atZone(dateOf(exact), exact.zone ?? 'utc');
  const loose = worded.exec(said)?.groups as Groups | undefined;
  return loose === undefined ? undefined : next(loose, now);
}

const dateOf = ({ year, month, day: date, hour = '0', minute = '0', second = '0' }: Groups) =>
  Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(date),
    Number(hour),
    Number(minute),
    Number(second),
  );

/** The next moment after `now` that fits the words. */
function next(words: Groups, now: number): number {
  const { noon, half = words.half2, minute = '0', tomorrow, weekday: named, zone: place } = words;
  const monthName = words.month ?? words.month2;
  const hours = Number(words.hour ?? 0);
  const hour =
    noon === 'noon' ? 12 : half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0);
  const today = new Date(now + offsetOf(place, now));
  const at = (year: number, monthIndex: number, date: number) =>
    atZone(Date.UTC(year, monthIndex, date, hour, Number(minute)), place);

  if (monthName !== undefined) {
    const index = months.indexOf(monthName.slice(0, 3));
    const date = Number(words.day ?? words.day2);
    if (words.year !== undefined) return at(Number(words.year), index, date);
    const year = today.getUTCFullYear();
    const thisYear = at(year, index, date);
    return thisYear > now - day ? thisYear : at(year + 1, index, date);
  }
  const ahead =
    named === undefined
      ? Number(tomorrow !== undefined)
      : (weekdays.indexOf(named.slice(0, 3)) - today.getUTCDay() + 7) % 7;
  const onDay = (days: number) =>
    at(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days);
  const first = onDay(ahead);
  return first > now ? first : onDay(ahead + (named === undefined ? 1 : 7));
}

/** The instant of a wall clock's time in a zone. Reads the offset twice, because it changes with summer time. */
function atZone(wall: number, place: string | undefined): number {
  const guess = wall - offsetOf(place, wall);
  return wall - offsetOf(place, guess);
}
