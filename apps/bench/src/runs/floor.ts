/**
 * The floor: the same rows, written by hand with better-sqlite3 around a bare generator. No machine, no
 * runtime, no validation, nobody but one callback to tell. What is above it is what the library costs.
 */
import { sqliteStore } from '@perdure/sqlite';
import Database from 'better-sqlite3';
import { type Contender, model } from './workload.ts';

export function floor(file: string, durability: 'full' | 'normal'): Contender {
  // The tables are the store's own: made by it once, and then left to us.
  sqliteStore(file).close();
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${durability}`);
  const sql = (text: string) => db.prepare(text);
  const thread = sql('INSERT INTO threads (id, seq, created_at) VALUES (?, 4, ?)');
  const seq = sql('UPDATE threads SET seq = seq + ? WHERE id = ?');
  const run = sql(
    `INSERT INTO runs (id, thread_id, state, retries, context, tokens, attempt, created_at, updated_at)
     VALUES (?, ?, 'running', 0, ?, 1, 1, ?, ?)`,
  );
  const update = sql(
    'UPDATE runs SET state = ?, retries = ?, failure = ?, context = ?, tokens = ?, attempt = ?, updated_at = ? WHERE id = ?',
  );
  const message = sql(
    `INSERT INTO messages (id, thread_id, run_id, attempt, role, parts, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const event = sql(
    'INSERT INTO events (thread_id, seq, run_id, type, data, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const attempt = sql(
    `INSERT INTO attempts (run_id, token, retry, status, started_at) VALUES (?, ?, ?, 'running', ?)`,
  );
  const endAttempt = sql(
    'UPDATE attempts SET status = ?, failure = ?, ended_at = ? WHERE run_id = ? AND token = ?',
  );
  const context = JSON.stringify({ policy: {}, request: null, retries: 0 });
  const failure = JSON.stringify({ kind: 'serverError', status: 503, message: 'HTTP 503' });
  const prompt = JSON.stringify([{ type: 'text', text: 'Why is the sky blue?' }]);

  const start = db.transaction((id: string, at: number) => {
    thread.run(id, at);
    run.run(id, id, context, at, at);
    message.run(`${id}-p`, id, id, null, 'user', prompt, 'completed', at, at);
    event.run(id, 1, id, 'run.queued', '{}', at);
    event.run(id, 2, id, 'message.completed', prompt, at);
    event.run(id, 3, id, 'run.started', '{}', at);
    event.run(id, 4, id, 'attempt.started', '{"retry":0}', at);
    attempt.run(id, 1, 0, at);
  });
  const retry = db.transaction((id: string, half: string, at: number) => {
    message.run(`${id}-h`, id, id, 1, 'assistant', half, 'discarded', at, at);
    update.run('running', 1, failure, context, 3, 3, at, id);
    endAttempt.run('discarded', failure, at, id, 1);
    event.run(id, 5, id, 'message.discarded', `{"messageId":"${id}-h"}`, at);
    event.run(id, 6, id, 'run.retrying', failure, at);
    event.run(id, 7, id, 'attempt.started', '{"retry":1}', at);
    attempt.run(id, 3, 1, at);
    seq.run(3, id);
  });
  const complete = db.transaction((id: string, parts: string, at: number) => {
    message.run(`${id}-a`, id, id, 3, 'assistant', parts, 'completed', at, at);
    update.run('completed', 1, null, context, 3, null, at, id);
    endAttempt.run('completed', null, at, id, 3);
    event.run(id, 8, id, 'message.completed', parts, at);
    event.run(id, 9, id, 'run.completed', '{"output":{"finishReason":"stop"}}', at);
    seq.run(2, id);
  });

  // One subscriber, as small as one can be.
  let characters = 0;
  const tell = (piece: string) => {
    characters += piece.length;
  };

  return {
    name: `floor, ${durability}`,
    async run(id) {
      const partsOf = (text: string) => JSON.stringify([{ type: 'text', text }]);
      const answer = async (number: number) => {
        let text = '';
        try {
          for await (const piece of model(number)) {
            text += piece;
            tell(piece);
          }
        } catch {
          retry.immediate(id, partsOf(text), Date.now());
          return undefined;
        }
        return text;
      };
      start.immediate(id, Date.now());
      const text = (await answer(0)) ?? (await answer(1)) ?? '';
      complete.immediate(id, partsOf(text), Date.now());
    },
    close() {
      if (characters === 0) throw new Error('Nobody was told anything.');
      db.close();
    },
  };
}
