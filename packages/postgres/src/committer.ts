/**
 * Writes commits in the order of their calls. Those that come while the database writes are one statement, which is one
 * round trip and one sync of the disk for all of them.
 */
import { randomUUID } from 'node:crypto';
import type { Failure } from '@perdure/failure';
import { type Committed, keepsSpecimen, threadOf, type Write } from '@perdure/runtime/store';
import type { ThreadEvent } from '@perdure/thread';
import { Changes } from './changes.ts';
import type { Database, Queries } from './database.ts';
import { faultOf, toWriteError } from './errors.ts';
import { forgetThread } from './forget.ts';
import { writeStatement, writeValues } from './statement.ts';
import { newThread, type ThreadState, threadStates } from './thread-state.ts';

interface Waiting {
  writes: readonly Write[];
  /** States of threads as they were loaded for what was planned. */
  loaded: ReadonlyMap<string, ThreadState>;
  threadIds: ReadonlySet<string>;
  /** Threads that a commit before it has lost, so that this one has lost them too. */
  lost: Set<string>;
  resolve: (committed: Committed) => void;
  reject: (error: unknown) => void;
}

export interface CommitterOptions {
  database: Database;
  /** Id of this process. */
  node: string;
  /** The text with the schema's name in it. */
  sql: (text: string) => string;
}

/** Most writes of one statement, unless one commit has more. */
const mostWrites = 2_000;

/** Time between two looks whether a statement was performed whose answer was lost, and how many looks at most. */
const looks = { pauseMs: 250, count: 40 };

export class Committer {
  readonly #options: CommitterOptions;
  readonly #waiting: Waiting[] = [];
  /** States of the threads that a commit under way leads to, if a waiting commit was planned on them. */
  readonly #ahead = new Map<string, ThreadState>();
  #isWriting = false;
  #idle: (() => void)[] = [];

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  /** @throws {StoreWriteError} as a rejection */
  commit(
    writes: readonly Write[],
    loaded: ReadonlyMap<string, ThreadState> = new Map(),
  ): Promise<Committed> {
    const threadIds = new Set(writes.flatMap((write) => threadOf(write) ?? []));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, loaded, threadIds, lost: new Set(), resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  /** Resolves once nothing is being written. */
  whenIdle(): Promise<void> {
    if (!this.#isWriting) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      try {
        const answers = await this.#writeGroup(group);
        for (const [at, waiting] of group.entries()) waiting.resolve(answers[at] as Committed);
      } catch (error) {
        const failure = toWriteError(error);
        // Those that wait were planned on it.
        for (const { reject } of [...group, ...this.#waiting.splice(0)]) reject(failure);
        this.#ahead.clear();
      }
    }
    this.#isWriting = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #nextGroup(): Waiting[] {
    const forgets = ({ writes }: Waiting) => writes.some(({ type }) => type === 'forgetThread');
    let [count, size] = [0, 0];
    for (const waiting of this.#waiting) {
      size += waiting.writes.length;
      if (count > 0 && (size > mostWrites || forgets(waiting))) break;
      count++;
      if (forgets(waiting)) break;
    }
    return this.#waiting.splice(0, count);
  }

  async #writeGroup(group: readonly Waiting[]): Promise<Committed[]> {
    const writes = group.flatMap((waiting) => waiting.writes);
    if (writes.some(({ type }) => type === 'forgetThread')) {
      const recorded = await this.#writeForgetting(writes);
      return [{ recorded, lost: [] }];
    }
    const { database, node, sql } = this.#options;
    const states = await this.#statesFor(group, database);
    const changes = new Changes(states, await this.#keeper(writes, database));
    const events = group.map((waiting) => changes.add(withoutThreads(waiting)));
    const commit = randomUUID();
    const won = await this.#perform(
      () => database.rows<{ id: string }>(sql(writeStatement), writeValues(changes, node, commit)),
      commit,
      [...changes.threads.keys()],
    );
    return this.#answers(group, changes, new Set(won.map(({ id }) => id)), events);
  }

  #answers(
    group: readonly Waiting[],
    changes: Changes,
    won: ReadonlySet<string>,
    events: readonly ThreadEvent[][],
  ): Committed[] {
    const waitsFor = (id: string) => this.#waiting.filter(({ threadIds }) => threadIds.has(id));
    for (const [id, { was, at: _, eventAt: __, title: ___, ...state }] of changes.threads) {
      const waiting = waitsFor(id);
      // The statement raises the version once, whatever number of commits it holds.
      if (won.has(id) && waiting.length > 0) this.#ahead.set(id, { ...state, version: was + 1 });
      else this.#ahead.delete(id);
      if (!won.has(id)) for (const { lost } of waiting) lost.add(id);
    }
    for (const { lost } of group)
      for (const id of lost) for (const waiting of waitsFor(id)) waiting.lost.add(id);
    return group.map(({ threadIds, lost }, at) => ({
      recorded: (events[at] ?? []).filter(({ threadId }) => won.has(threadId)),
      lost: [...threadIds].filter((id) => lost.has(id) || !won.has(id)),
    }));
  }

  /** Performs the statement. If the answer is lost, looks for what it has written. */
  async #perform(
    write: () => Promise<{ id: string }[]>,
    commit: string,
    threadIds: readonly string[],
  ): Promise<{ id: string }[]> {
    const { database, sql } = this.#options;
    try {
      return await write();
    } catch (error) {
      if (faultOf(error) !== 'unavailable') throw error;
      for (let look = 0; look < looks.count; look++) {
        const found = await database
          .rows<{ id: string }>(
            sql('SELECT id FROM $schema.threads WHERE id = ANY ($1::text[]) AND last_commit = $2'),
            [threadIds, commit],
          )
          .catch(() => undefined);
        if (found !== undefined && found.length > 0) return found;
        // The statement may still be under way in the server, which is seen by its locks.
        if (found !== undefined && look >= 4) break;
        await new Promise((resolve) => setTimeout(resolve, looks.pauseMs));
      }
      throw error;
    }
  }

  /** The states on which the commits were planned: those ahead, those that were loaded, and others as they are now. */
  async #statesFor(
    group: readonly Waiting[],
    queries: Queries,
  ): Promise<(threadId: string) => ThreadState> {
    const states = new Map<string, ThreadState>();
    for (const { threadIds, loaded } of group)
      for (const id of threadIds) {
        const state = this.#ahead.get(id) ?? states.get(id) ?? loaded.get(id);
        if (state !== undefined) states.set(id, state);
      }
    const ids = [...new Set(group.flatMap(({ threadIds }) => [...threadIds]))];
    const missing = ids.filter((id) => !states.has(id));
    for (const state of await readStates(queries, this.#options.sql, missing))
      states.set(state.id, state);
    return (id) => states.get(id) ?? newThread(id, 0);
  }

  /** Which specimens are kept. Read only if there is one, because few errors are unknown. */
  async #keeper(
    writes: readonly Write[],
    queries: Queries,
  ): Promise<(failure: Failure) => boolean> {
    if (!writes.some((write) => write.type === 'endAttempt' && write.specimen !== null))
      return () => false;
    const rows = await queries.rows<{ failure: string }>(
      this.#options.sql('SELECT failure FROM $schema.attempts WHERE specimen IS NOT NULL'),
    );
    const kept = rows.map(({ failure }) => JSON.parse(failure) as Failure);
    return (failure) => {
      const isKept = keepsSpecimen(kept, failure);
      if (isKept) kept.push(failure);
      return isKept;
    };
  }

  /** A transaction of several statements, because a thread that is forgotten may begin anew after it. */
  #writeForgetting(writes: readonly Write[]): Promise<ThreadEvent[]> {
    const { database, node, sql } = this.#options;
    return database.transaction(async (queries) => {
      const recorded: ThreadEvent[] = [];
      let part: Write[] = [];
      const flush = async () => {
        if (part.length === 0) return;
        const ids = [...new Set(part.flatMap((write) => threadOf(write) ?? []))];
        const states = new Map(
          (await readStates(queries, sql, ids)).map((state) => [state.id, state]),
        );
        const changes = new Changes(
          (id) => states.get(id) ?? newThread(id, 0),
          await this.#keeper(part, queries),
        );
        recorded.push(...changes.add(part));
        await queries.rows(sql(writeStatement), writeValues(changes, node, randomUUID()));
        part = [];
      };
      for (const write of writes) {
        if (write.type !== 'forgetThread') part.push(write);
        else {
          await flush();
          await forgetThread(queries, sql, write.threadId);
        }
      }
      await flush();
      return recorded;
    });
  }
}

/** The writes without those of threads that are lost. */
const withoutThreads = ({ writes, lost }: Waiting): readonly Write[] =>
  lost.size === 0 ? writes : writes.filter((write) => !lost.has(threadOf(write) ?? ''));

/** The states of threads, those too that are not there. */
export async function readStates(
  queries: Queries,
  sql: (text: string) => string,
  ids: readonly string[],
): Promise<ThreadState[]> {
  if (ids.length === 0) return [];
  const [found] = await queries.rows<{ states: ThreadState[] | null; first: number }>(
    sql(`SELECT (SELECT json_agg(found) FROM (${threadStates}) AS found) AS states,
      (SELECT first_seq FROM $schema.meta) AS first`),
    [ids, []],
  );
  const known = new Map((found?.states ?? []).map((state) => [state.id, state]));
  return ids.map((id) => known.get(id) ?? newThread(id, found?.first ?? 0));
}
