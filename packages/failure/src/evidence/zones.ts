/** Time zones by name: IANA names, and the abbreviations that people write. Names are in lower case. */

const iana: Readonly<Record<string, string>> = {
  z: 'UTC',
  utc: 'UTC',
  gmt: 'UTC',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  eastern: 'America/New_York',
  ct: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  bst: 'Europe/London',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  ist: 'Asia/Kolkata',
  jst: 'Asia/Tokyo',
  kst: 'Asia/Seoul',
};

/** Pattern of a zone, in lower case: `z`, `utc`, `utc+8`, `+08:00`, `pst`, `europe/berlin`. */
export const zonePattern = String.raw`(?:(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|[a-z]{2,12}/[a-z_]{2,20}(?:/[a-z_]{2,20})?|(?:${Object.keys(iana).join('|')})\b)`;

/** The offset that a zone like `utc+8` or `-03:30` names, milliseconds; undefined for other zones. */
function fixedOffset(zone: string): number | undefined {
  const [, sign, hours, minutes = '0'] = /^(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ms : ms;
}

/**
 * The offset of a zone from UTC at an instant, milliseconds; NaN for an unknown zone.
 *
 * @param zone the zone's name; undefined for the zone of this process
 * @param at epoch milliseconds
 */
export function offsetOf(zone: string | undefined, at: number): number {
  if (zone === undefined) return -new Date(at).getTimezoneOffset() * 60_000;
  const name = iana[zone] ?? zone;
  if (name === 'UTC') return 0;
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  try {
    const parts = Object.fromEntries(
      wallClockOf(name)
        .formatToParts(at)
        .map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
  } catch {
    // An unknown name is a RangeError of Intl.
    return Number.NaN;
  }
}

/** Formatters by the name of their zone. They are kept, because a new one costs more than a whole classification. */
const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClockOf(timeZone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  wallClocks.set(timeZone, format);
  return format;
}
