/** Moves all that a store has to another one, and compares the two afterwards. */
import { isDeepStrictEqual } from 'node:util';
import { type Row, type Table, tables } from './tables.ts';

/** A store that is read. No runtime has it open. */
export interface Source {
  /** Number behind which the events of new threads begin. */
  firstSeq(): Promise<number>;
  /** All rows of a table in the order of its key, in slices. */
  rows(table: Table): AsyncIterable<Row[]>;
  close(): Promise<void>;
}

/** A store that is written. It is a source once it is finished. */
export interface Target extends Source {
  insert(table: Table, rows: readonly Row[]): Promise<void>;
  /** Call it once all rows are there. */
  finish(firstSeq: number): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** How many rows of a table were moved, or compared. */
export interface MoveProgress {
  step: 'move' | 'compare';
  table: string;
  rows: number;
}

/** What was written differs from what was read. Nothing of it is kept, and the source is as it was. */
export class MoveError extends Error {
  override readonly name = 'MoveError';
}

/** @returns the number of rows of each table */
export async function move(
  source: Source,
  target: Target,
  onProgress: (progress: MoveProgress) => void = () => {},
): Promise<Record<string, number>> {
  const moved: Record<string, number> = {};
  try {
    for (const table of tables) {
      let count = 0;
      for await (const rows of source.rows(table)) {
        await target.insert(table, rows);
        count += rows.length;
        onProgress({ step: 'move', table: table.name, rows: count });
      }
      moved[table.name] = count;
    }
    await target.finish(await source.firstSeq());
    for (const table of tables) await compare(source, target, table, onProgress);
    return moved;
  } catch (error) {
    await target.discard();
    throw error;
  }
}

async function compare(
  source: Source,
  target: Target,
  table: Table,
  onProgress: (progress: MoveProgress) => void,
): Promise<void> {
  const written = rowsOf(target.rows(table));
  let count = 0;
  for await (const row of rowsOf(source.rows(table))) {
    const { value } = await written.next();
    if (value === undefined || !isDeepStrictEqual(said(row), said(value)))
      throw new MoveError(
        `A row of ${table.name} differs: ${table.key.map((name) => row[name]).join('/')}.`,
      );
    if (++count % 1_000 === 0) onProgress({ step: 'compare', table: table.name, rows: count });
  }
  if (!(await written.next()).done) throw new MoveError(`There are more rows of ${table.name}.`);
  onProgress({ step: 'compare', table: table.name, rows: count });
}

async function* rowsOf(slices: AsyncIterable<Row[]>): AsyncGenerator<Row, undefined> {
  for await (const slice of slices) yield* slice;
  return undefined;
}

/**
 * What a row says: without the places of its runs and messages, whose numbers may differ, and with a context as a value,
 * because the order of its keys may.
 */
const said = ({ ordinal: _, context, ...row }: Row): unknown => ({
  ...row,
  ...(typeof context === 'string' && { context: JSON.parse(context) }),
});
