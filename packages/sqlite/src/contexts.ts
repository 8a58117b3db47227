/**
 * Writes the context of a run without what is the same in most runs: its policy, which stands once in `policies`,
 * its failure, which has a column of its own, and fields that have the value with which a run begins.
 */
import type { Failure } from '@perdure/failure';
import type { RunContext } from '@perdure/run';
import type { Database } from 'better-sqlite3';
import { DamagedText, parseObject } from './json-column.ts';
import { text } from './parameters.ts';

/** The columns of a run's context. */
export interface ContextRow {
  /** JSON; the whole context if `policy` is null. */
  context: string;
  /** Ordinal of the policy. */
  policy: number | null;
}

/** A run's context as it is read. */
export interface ReadContextRow extends ContextRow {
  id: string;
  retry_count: number;
  failure: string | null;
  policy_json: string | null;
}

/** The columns of `runs` with the text of the policy. */
export const runColumns =
  'runs.*, (SELECT json FROM policies WHERE ordinal = runs.policy) AS policy_json';

/** The fields that are left out if they have these values. They never change, because rows without them exist. */
const beginning: Omit<RunContext, 'policy'> = {
  request: null,
  resumes: null,
  retryCount: 0,
  totalRetryCount: 0,
  lossCount: 0,
  suspicion: 0,
  streak: 0,
  wait: null,
  failure: null,
  question: null,
  answer: null,
  answered: null,
  output: null,
  usage: null,
};
const fields = Object.entries(beginning);

/** Makes the columns of a context. Call it within a transaction, because it stores a new policy. */
export type ContextWriter = (context: RunContext) => ContextRow;

export function prepareContexts(db: Database): ContextWriter {
  const find = db
    .prepare<[string], number>(`SELECT ordinal FROM policies WHERE json = ${text}`)
    .pluck();
  const add = db
    .prepare<[string], number>('INSERT INTO policies (json) VALUES (?) RETURNING ordinal')
    .pluck();

  return (context) => {
    // A context of a former version may lack a field, and must not have it when it is read.
    const isWhole = fields.every(([name]) => context[name as keyof RunContext] !== undefined);
    if (!isWhole || !isObject(context.policy))
      return { context: JSON.stringify(context), policy: null };
    const { policy, ...rest } = context;
    const json = JSON.stringify(policy);
    const own = Object.entries(rest).filter(
      ([name, value]) => name !== 'failure' && beginning[name as keyof typeof beginning] !== value,
    );
    return {
      context: JSON.stringify(Object.fromEntries(own)),
      policy: (find.get(json) ?? add.get(json)) as number,
    };
  };
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function toContext(row: ReadContextRow): RunContext {
  const place = { table: 'runs', row: row.id };
  const stored = parseObject<Partial<RunContext>>(row.context, { ...place, column: 'context' });
  // The column `retry_count` completes a context that SQLite could not migrate, because its JSON functions stop at
  // 1,000 levels.
  if (row.policy === null) return { retryCount: row.retry_count, ...stored } as RunContext;
  if (row.policy_json === null) throw new DamagedText({ ...place, column: 'policy' });
  const policyPlace = { table: 'policies', row: String(row.policy), column: 'json' };
  const policy = parseObject<RunContext['policy']>(row.policy_json, policyPlace);
  const failurePlace = { ...place, column: 'failure' };
  const failure = row.failure === null ? null : parseObject<Failure>(row.failure, failurePlace);
  return { ...beginning, ...stored, policy, failure };
}
