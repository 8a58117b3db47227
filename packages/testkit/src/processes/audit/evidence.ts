/** What an audit reads: the tables of the database, and the reports of the host. */
import type { Breach } from '../../guarantee.ts';
import type { Report } from '../report.ts';
import type { EventRow, Tables } from './tables.ts';

export interface Evidence {
  tables: Tables;
  /** All reports, in the order in which they were written. */
  reports: readonly Report[];
  /** True if every run must be in a final state. */
  mustBeOver: boolean;
}

/** A check of one or more guarantees. It yields the breaches that it finds. */
export type Check = (evidence: Evidence) => Iterable<Breach>;

/** Yields the reports of one type, each with its index among all reports. */
export function* reportsOf<T extends Report['type']>(
  reports: readonly Report[],
  type: T,
): Generator<Extract<Report, { type: T }> & { index: number }> {
  for (const [index, report] of reports.entries())
    if (report.type === type) yield { ...(report as Extract<Report, { type: T }>), index };
}

/** The types of the events that end a run. */
export const endings: ReadonlySet<string> = new Set([
  'run.completed',
  'run.failed',
  'run.cancelled',
  'run.interrupted',
]);

export const finalStates: ReadonlySet<string> = new Set([
  'completed',
  'failed',
  'cancelled',
  'interrupted',
]);

/** The state of a run after an event, by event type. Message events are missing, because they change no state. */
export const stateAfter: Readonly<Record<string, string>> = {
  'run.queued': 'queued',
  'run.started': 'running',
  'attempt.started': 'running',
  'run.answered': 'running',
  'run.retrying': 'retrying',
  'run.parked': 'parked',
  'run.asked': 'awaitingInput',
  'run.completed': 'completed',
  'run.failed': 'failed',
  'run.cancelled': 'cancelled',
  'run.interrupted': 'interrupted',
};

/** The events of each run, by run id. */
export const eventsByRun = (tables: Tables): Map<string, EventRow[]> =>
  Map.groupBy(tables.events, ({ runId }) => runId);
