/**
 * This process among those that have the store open. It has a lease, which it renews; the attempts of one whose lease has
 * run out are lost. All times are the database's.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Beat, RunningRun } from '@perdure/runtime/store';
import type { Database } from './database.ts';
import { attemptOutcome } from './literals.ts';

/**
 * Most lost attempts that one look takes over. Their runs wait then, and whoever has room goes on with them once they are
 * overdue, so that several processes share them.
 */
const mostLost = 1_000;

/** Beats that a process waits after its lease had run out, because those of all others may have run out with it. */
const beatsAfterAbsence = 2;

/** A process that has the store open, or has had it open within the last hour. */
export interface NodeInfo {
  id: string;
  host: string;
  pid: number;
  /** What the app calls it. */
  label: string | null;
  /** True while its lease is valid. */
  isAlive: boolean;
  /** True for the process that asks. */
  isSelf: boolean;
  /** The attempts that are recorded as its own. */
  attempts: RunningRun[];
}

interface BeatRow {
  now: number;
  wasValid: boolean | null;
  own: RunningRun[] | null;
  lost: RunningRun[] | null;
  others: number;
}

const running = `outcome = ${attemptOutcome('running')}`;
const attempt = `json_build_object('id', run_id, 'attemptFence', fence)`;

const renew = `
WITH before AS (SELECT id, lease_until > clock_timestamp() AS valid FROM $schema.nodes WHERE id = $1),
  renewed AS (
    INSERT INTO $schema.nodes (id, lease_until, host, pid, label)
    VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond', $3, $4, $5)
    ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until)`;

const look = `
SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
  (SELECT valid FROM before) AS "wasValid",
  (SELECT json_agg(${attempt}) FROM $schema.attempts WHERE node = $1 AND ${running}) AS own,
  (SELECT count(*) FROM $schema.nodes WHERE id <> $1 AND lease_until > clock_timestamp()) AS others,
  (SELECT json_agg(${attempt}) FROM (
    SELECT run_id, fence FROM $schema.attempts WHERE ${running} AND node <> $1 AND NOT EXISTS (
      SELECT 1 FROM $schema.nodes WHERE id = attempts.node AND lease_until > clock_timestamp())
    ORDER BY run_id LIMIT ${mostLost}) AS lost) AS lost`;

/** Rows of processes that have nothing any more. */
const removeOld = `
DELETE FROM $schema.nodes WHERE lease_until < clock_timestamp() - interval '1 hour' AND NOT EXISTS (
  SELECT 1 FROM $schema.attempts WHERE node = nodes.id AND ${running})`;

export class Node {
  /** A new one for each opening, because what a process had before its end is lost. */
  readonly id = randomUUID();
  readonly #database: Database;
  readonly #sql: (text: string) => string;
  readonly #leaseMs: number;
  readonly #label: string | null;
  #renewAt = 0;
  #beatsUntilClaim = 0;
  #others = 0;

  constructor(
    database: Database,
    sql: (text: string) => string,
    { leaseMs, label }: { leaseMs: number; label: string | null },
  ) {
    this.#database = database;
    this.#sql = sql;
    this.#leaseMs = leaseMs;
    this.#label = label;
  }

  /** True if other processes have the store open, as far as the last beat has seen. */
  get hasOthers(): boolean {
    return this.#others > 0;
  }

  /** Joins the others. Its lease counts as valid from now on. */
  async join(): Promise<void> {
    await this.#database.rows(this.#sql(`${renew} SELECT 1`), this.#renewal);
    await this.#database.rows(this.#sql(removeOld));
  }

  /**
   * Renews the lease if it is time to, and looks at what is under way. It finds no lost attempts while this process may not
   * take any over.
   *
   * @param elapsed monotonic milliseconds
   */
  async beat(elapsed: number): Promise<Beat> {
    const renews = elapsed >= this.#renewAt;
    const [row] = renews
      ? await this.#database.rows<BeatRow>(this.#sql(`${renew} ${look}`), this.#renewal)
      : await this.#database.rows<BeatRow>(
          this.#sql(
            `WITH before AS (SELECT lease_until > clock_timestamp() AS valid FROM $schema.nodes WHERE id = $1) ${look}`,
          ),
          [this.id],
        );
    if (row === undefined) throw new Error('The database has answered without a row.');
    this.#others = row.others;
    if (renews) this.#renewAt = elapsed + this.#leaseMs / 3;
    if (row.wasValid !== true) this.#beatsUntilClaim = beatsAfterAbsence;
    else if (this.#beatsUntilClaim > 0) this.#beatsUntilClaim--;
    const mayClaim = row.wasValid === true && this.#beatsUntilClaim === 0;
    return { now: row.now, own: row.own ?? [], lost: mayClaim ? (row.lost ?? []) : [] };
  }

  /** All processes, those that began first first. */
  async nodes(): Promise<NodeInfo[]> {
    const rows = await this.#database.rows<
      Omit<NodeInfo, 'attempts'> & { attempts: RunningRun[] | null }
    >(
      this.#sql(`SELECT id, host, pid, label, lease_until > clock_timestamp() AS "isAlive", id = $1 AS "isSelf",
        (SELECT json_agg(${attempt}) FROM $schema.attempts WHERE node = nodes.id AND ${running}) AS attempts
        FROM $schema.nodes ORDER BY started_at, id`),
      [this.id],
    );
    return rows.map((row) => ({ ...row, attempts: row.attempts ?? [] }));
  }

  /** Leaves the others, who may take over at once what it has under way. */
  async leave(): Promise<void> {
    await this.#database.rows(this.#sql('DELETE FROM $schema.nodes WHERE id = $1'), [this.id]);
  }

  get #renewal(): unknown[] {
    return [this.id, this.#leaseMs, hostname(), process.pid, this.#label];
  }
}
