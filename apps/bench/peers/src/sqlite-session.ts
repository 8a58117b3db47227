/** Sessions of OpenAI Agents JS in a SQLite file, and the state of their runs. */
import type { AgentInputItem, Session } from '@openai/agents';
import type Database from 'better-sqlite3';

const schema = `
CREATE TABLE items (
  id         INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL,
  item       TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX items_by_session ON items (session_id, id);
CREATE TABLE runs (
  session_id  TEXT PRIMARY KEY,
  state       TEXT NOT NULL,
  retry_count INTEGER NOT NULL,
  failure     TEXT, -- of the last attempt
  updated_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

export class SqliteSessions {
  readonly #db: Database.Database;
  readonly #setRun: Database.Statement;
  readonly #insert: Database.Statement<[string, string]>;
  readonly #last: Database.Statement<[string, number], { item: string }>;
  readonly #pop: Database.Statement<[string], { item: string }>;
  readonly #clear: Database.Statement<[string]>;
  readonly #add: Database.Transaction<(id: string, items: AgentInputItem[]) => void>;

  constructor(db: Database.Database) {
    db.exec(schema);
    this.#db = db;
    this.#setRun = db.prepare(
      `INSERT INTO runs VALUES (:id, :state, :retryCount, :failure, :at) ON CONFLICT DO UPDATE
       SET state = :state, retry_count = max(retry_count, :retryCount), failure = :failure, updated_at = :at`,
    );
    this.#insert = db.prepare('INSERT INTO items (session_id, item) VALUES (?, ?)');
    this.#last = db.prepare(
      `SELECT item FROM (SELECT * FROM items WHERE session_id = ? ORDER BY id DESC LIMIT ?) ORDER BY id`,
    );
    this.#pop = db.prepare(
      `DELETE FROM items WHERE id = (SELECT max(id) FROM items WHERE session_id = ?) RETURNING item`,
    );
    this.#clear = db.prepare('DELETE FROM items WHERE session_id = ?');
    // Items and the state of the run are one transaction. The run is completed with the assistant's answer.
    this.#add = db.transaction((id, items) => {
      for (const item of items) this.#insert.run(id, JSON.stringify(item));
      const answered = items.some((item) => 'role' in item && item.role === 'assistant');
      this.#state(id, answered ? 'completed' : 'running');
    });
  }

  of(id: string): Session {
    const parse = ({ item }: { item: string }) => JSON.parse(item) as AgentInputItem;
    return {
      getSessionId: async () => id,
      getItems: async (limit) => this.#last.all(id, limit ?? -1).map(parse),
      addItems: async (items) => {
        if (items.length > 0) this.#add.immediate(id, items);
      },
      popItem: async () => this.#pop.all(id).map(parse)[0],
      clearSession: async () => {
        this.#clear.run(id);
      },
    };
  }

  /** Records a retry and its reason. @param retryCount 1 for the first retry */
  retried(id: string, retryCount: number, error: unknown): void {
    this.#state(id, 'running', retryCount, String(error));
  }

  close(): void {
    this.#db.close();
  }

  #state(id: string, state: string, retryCount = 0, failure: string | null = null): void {
    this.#setRun.run({ id, state, retryCount, failure, at: Date.now() });
  }
}
