/**
 * Moves rows of files before version 9 to its shape: an event names the row of its message, and a run its policy. Both
 * shapes are read, so that it may take any time. `moves` has the place at which the next step begins.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@perdure/thread';
import type { Database } from 'better-sqlite3';
import { prepareContexts, type ReadContextRow, runColumns, toContext } from './contexts.ts';
import { parseObject, undamaged } from './json-column.ts';
import { integer, text } from './parameters.ts';
import { type MessageRow, recordedStatus, toMessage } from './rows.ts';

/** Rows that one step looks at. */
const rowsPerStep = 100;

/** Longest text that one step reads, characters, because a step must be short. A single row may be longer. */
const longestStep = 2 ** 20;

interface Move {
  what: 'runs' | 'events';
  key: string;
  number: number;
}

interface OldEvent {
  thread_id: string;
  seq: number;
  type: string;
  data: string;
  message: number | null;
}

/** Does one step. Call it within a transaction. @returns whether nothing is left to move */
export function prepareMoving(db: Database): () => boolean {
  const next = db.prepare<[], Move>('SELECT * FROM moves ORDER BY what LIMIT 1');
  const setPlace = db.prepare('UPDATE moves SET key = ?, number = ? WHERE what = ?');
  const end = db.prepare('DELETE FROM moves WHERE what = ?');

  const runs = db.prepare<[number], ReadContextRow & { ordinal: number }>(
    `SELECT ${runColumns} FROM runs WHERE ordinal > ${integer} ORDER BY ordinal`,
  );
  const contextRow = prepareContexts(db);
  const setContext = db.prepare(
    `UPDATE runs SET context = @context, policy = @policy WHERE ordinal = @ordinal`,
  );
  const moveRun = (row: ReadContextRow & { ordinal: number }) => {
    const context = row.policy === null ? undamaged(() => toContext(row)) : undefined;
    if (context === undefined) return;
    const columns = contextRow(context);
    const moved = { ...row, ...columns, policy_json: JSON.stringify(context.policy) };
    // The columns that repeat the context are believed only if they do.
    const inRow = undamaged(() => toContext(moved));
    if (isDeepStrictEqual(inRow, context)) setContext.run({ ...columns, ordinal: row.ordinal });
  };

  const events = db.prepare<[string, number], OldEvent>(`
    SELECT thread_id, seq, type, data, message FROM events
    WHERE (thread_id, seq) > (${text}, ${integer}) ORDER BY thread_id, seq`);
  const message = db.prepare<[string], MessageRow & { ordinal: number }>(
    `SELECT * FROM messages WHERE id = ${text} AND event_seq IS NULL`,
  );
  const setEvent = db.prepare(
    `UPDATE events SET data = '{}', message = ? WHERE thread_id = ${text} AND seq = ${integer}`,
  );
  const setNumber = db.prepare('UPDATE messages SET event_seq = ? WHERE ordinal = ?');
  const moveEvent = ({ thread_id, seq, type, data, message: named }: OldEvent) => {
    if (named !== null || !/^message\.(completed|failed)$/.test(type)) return;
    const place = { table: 'events', row: `${thread_id}/${seq}`, column: 'data' };
    const said = undamaged(() => parseObject<{ message?: Message }>(data, place))?.message;
    const row = typeof said?.id === 'string' ? message.get(said.id) : undefined;
    if (row === undefined) return;
    const status = recordedStatus(type);
    const inRow = undamaged(() => toMessage({ ...row, status }));
    if (!isDeepStrictEqual(inRow, said)) return;
    setEvent.run(row.ordinal, thread_id, seq);
    setNumber.run(seq, row.ordinal);
  };

  /** The first rows, as many as one step takes. */
  const first = <Row>(rows: Iterable<Row>, lengthOf: (row: Row) => number): Row[] => {
    const found: Row[] = [];
    let length = 0;
    for (const row of rows) {
      length += lengthOf(row);
      found.push(row);
      if (found.length >= rowsPerStep || length > longestStep) break;
    }
    return found;
  };

  const moves = {
    runs: ({ number }: Move) => {
      const rows = first(runs.iterate(number), ({ context }) => context.length);
      rows.forEach(moveRun);
      const last = rows.at(-1);
      return last && { key: '', number: last.ordinal };
    },
    events: ({ key, number }: Move) => {
      const rows = first(events.iterate(key, number), ({ data }) => data.length);
      rows.forEach(moveEvent);
      const last = rows.at(-1);
      return last && { key: last.thread_id, number: last.seq };
    },
  };

  return () => {
    const move = next.get();
    if (move === undefined) return true;
    const place = moves[move.what](move);
    if (place === undefined) end.run(move.what);
    else setPlace.run(place.key, place.number, move.what);
    return false;
  };
}
