/** Reads the columns that hold JSON, and says which text of which row is damaged. */

/** Where a text stands: `row` is its key, `runId/fence` and `threadId/seq` if it has two. */
export interface Place {
  table: string;
  row: string;
  column: string;
}

/** A text that is not the JSON that its column holds. `ErrorMapping` makes a `DamagedRowError` of it. */
export class DamagedText extends Error {
  override readonly name = 'DamagedText';
  readonly place: Place;

  constructor(place: Place, cause?: unknown) {
    super(`${place.table}.${place.column} of '${place.row}'`, { cause });
    this.place = place;
  }
}

/** @throws {DamagedText} if the text is not the JSON of an object */
export function parseObject<T extends object>(text: string, place: Place): T {
  const value = parse(text, place);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DamagedText(place);
  return value as T;
}

/** @throws {DamagedText} if the text is not the JSON of an array of objects */
export function parseArray<T extends object>(text: string, place: Place): T[] {
  const value = parse(text, place);
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'object' && item !== null))
    throw new DamagedText(place);
  return value;
}

/** What `read` returns; undefined if it meets a damaged text. */
export function undamaged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedText) return undefined;
    throw error;
  }
}

/** The first rows without those that are damaged, where one must not stand in the way of the others. */
export function readable<Row, T extends object>(
  rows: Iterable<Row>,
  read: (row: Row) => T,
  limit = Number.POSITIVE_INFINITY,
): T[] {
  const found: T[] = [];
  for (const row of rows) {
    const value = undamaged(() => read(row));
    if (value !== undefined) found.push(value);
    if (found.length >= limit) break;
  }
  return found;
}

function parse(text: string, place: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DamagedText(place, cause);
  }
}
