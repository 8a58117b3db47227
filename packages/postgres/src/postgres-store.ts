/** The store on PostgreSQL. Any number of processes may have it open, and each takes the steps of any thread. */
import type {
  Committed,
  DueTimer,
  Loaded,
  LoadedThread,
  PlanRead,
  PruneOptions,
  RunningRun,
  RunRecord,
  Sharing,
  Store,
  Write,
} from '@perdure/runtime/store';
import type { AttemptOutcome, Message, ThreadPage } from '@perdure/thread';
import { Committer } from './committer.ts';
import { Database } from './database.ts';
import { faultOf, toWriteError, UnusableDatabaseError } from './errors.ts';
import { Gathered } from './gathered.ts';
import { type Asked, histories } from './histories.ts';
import { load } from './load.ts';
import { migrate } from './migrate.ts';
import { Node, type NodeInfo } from './node.ts';
import { checkedOptions, type PostgresStoreOptions } from './options.ts';
import { readThreadPage } from './page.ts';
import { prune } from './prune.ts';
import { PostgresReads } from './reads.ts';
import type { ThreadState } from './thread-state.ts';
import { Wire } from './wire.ts';

/**
 * Makes a store on a PostgreSQL database, 13 or later. It connects at the first use, and makes its tables if they are not
 * there.
 *
 * @param url of the database, as `postgres://user:password@host:5432/name`
 * @throws {InvalidOptionError} for an option out of its bounds, or with an unknown name
 */
export function postgresStore(url: string, options: PostgresStoreOptions = {}): PostgresStore {
  return new PostgresStore(url, options);
}

/** An attempt, and the id of the process that performs it. */
export interface AttemptInfo {
  fence: number;
  outcome: AttemptOutcome;
  node: string;
}

export class PostgresStore extends PostgresReads implements Store {
  readonly #database: Database;
  readonly #sql: (text: string) => string;
  readonly #schema: string;
  readonly #node: Node;
  readonly #committer: Committer;
  readonly #foreignMs: number;
  readonly #histories = new Gathered((asked: readonly Asked[]) =>
    histories(asked, this.#database, this.#sql),
  );
  readonly #wire: Wire | undefined;
  readonly sharing: Sharing;
  #opened: Promise<void> | undefined;
  #isClosed = false;

  /** @internal Call `postgresStore`. */
  constructor(url: string, given: PostgresStoreOptions) {
    const checked = checkedOptions(url, given);
    const { schema, foreignMs, directUrl } = checked;
    const name = `"${schema.replaceAll('"', '""')}"`;
    const sql = (text: string) => text.replaceAll('$schema', name);
    const database = new Database(url, checked);
    super(async () => {
      await this.#open();
      return database;
    }, sql);
    this.#database = database;
    this.#sql = sql;
    this.#schema = schema;
    this.#foreignMs = foreignMs;
    this.#node = new Node(database, sql, checked);
    this.#committer = new Committer({ database, node: this.#node.id, sql });
    const channel = `perdure ${schema}`.slice(0, 63);
    if (directUrl !== null) this.#wire = new Wire({ url: directUrl, channel, node: this.#node.id });
    this.sharing = {
      beat: async () => {
        await this.#open();
        return this.#node.beat(performance.now());
      },
      look: (threadIds) => this.look(threadIds),
      listen: (onTold) => this.#wire?.listen(onTold),
      tell: (told) => {
        if (this.#node.hasOthers) this.#wire?.tell(told);
      },
    };
  }

  async load(reads: readonly PlanRead[]): Promise<Loaded[]> {
    await this.#open();
    try {
      return await load(reads, this.#database, this.#sql);
    } catch (error) {
      // Nothing was written, and the same call may succeed later.
      throw toWriteError(error);
    }
  }

  async commit(
    writes: readonly Write[],
    loaded?: ReadonlyMap<string, LoadedThread>,
  ): Promise<Committed> {
    await this.#open();
    // They are what `load` has answered.
    return this.#committer.commit(writes, loaded as ReadonlyMap<string, ThreadState> | undefined);
  }

  async findRun(runId: string): Promise<RunRecord | undefined> {
    const [found] = await this.load([['findRun', runId]]);
    if (found !== undefined && 'error' in found) throw found.error;
    return found?.value as RunRecord | undefined;
  }

  async history(runId: string, from?: string): Promise<Message[]> {
    await this.#open();
    return this.#histories.ask({ runId, from });
  }

  /** The attempts of processes that are gone. Those of this one and of the others are under way. */
  async findRunningRuns(): Promise<RunningRun[]> {
    await this.#open();
    return [...(await this.#node.beat(performance.now())).lost];
  }

  async page(threadId: string, limit: number, before?: string): Promise<ThreadPage | undefined> {
    await this.#open();
    return this.#database.transaction(
      (queries) => readThreadPage(queries, this.#sql, { threadId, limit, before }),
      'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    );
  }

  dueTimers(now: number, limit: number, after?: DueTimer): Promise<DueTimer[]> {
    return this.dueTimersOf(this.#node.id, { now, limit, after, foreignMs: this.#foreignMs });
  }

  nextDeadline(after?: DueTimer): Promise<number | undefined> {
    return this.nextDeadlineOf(this.#node.id, { after, foreignMs: this.#foreignMs });
  }

  /** The processes that have the store open, and what each of them performs. */
  async nodes(): Promise<NodeInfo[]> {
    await this.#open();
    return this.#node.nodes();
  }

  /** The attempts of a run, the first one first, with the ids of their processes. */
  async attempts(runId: string): Promise<AttemptInfo[]> {
    await this.#open();
    return this.#database.rows<AttemptInfo>(
      this.#sql(
        'SELECT fence, outcome, node FROM $schema.attempts WHERE run_id = $1 ORDER BY fence',
      ),
      [runId],
    );
  }

  async prune(options: PruneOptions): Promise<string | undefined> {
    await this.#open();
    return prune((run) => this.#database.transaction(run), this.#sql, options);
  }

  /** Waits for what is being written, and closes the connections. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#opened?.catch(() => {});
    await this.#committer.whenIdle();
    await this.#wire?.close();
    if (this.#opened !== undefined) await this.#node.leave().catch(() => {});
    await this.#database.close();
  }

  #open(): Promise<void> {
    this.#opened ??= this.#connect().catch((error) => {
      // The next use tries again.
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) throw new UnusableDatabaseError('the store was closed.');
    try {
      await migrate(this.#database, this.#schema, this.#sql);
      await this.#node.join();
    } catch (error) {
      throw faultOf(error) === 'unknown' && !(error as { code?: unknown }).code
        ? error
        : new UnusableDatabaseError(String((error as Error).message), { cause: error });
    }
  }
}
