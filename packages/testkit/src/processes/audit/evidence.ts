/** What an audit reads: the tables, and the host's reports. */
import type { Breach } from '../../guarantee.ts';
import type { Report } from '../report.ts';
import type { EventRow, Tables } from './tables.ts';

export interface Evidence {
  tables: Tables;
  /** In the order in which they were written. */
  reports: readonly Report[];
  /** Every run must be in a final state. */
  mustBeOver: boolean;
}

/** Yields breaches of some guarantees. */
export type Check = (evidence: Evidence) => Iterable<Breach>;

/** The reports of one type, with their index among all reports. */
export function* reportsOf<T extends Report['type']>(
  reports: readonly Report[],
  type: T,
): Generator<Extract<Report, { type: T }> & { index: number }> {
  for (const [index, report] of reports.entries())
    if (report.type === type) yield { ...(report as Extract<Report, { type: T }>), index };
}

/** The terminal events of a run. */
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

/** State of a run after an event. Message events change none. */
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

/** Events by run. */
export const eventsByRun = (tables: Tables): Map<string, EventRow[]> =>
  Map.groupBy(tables.events, ({ runId }) => runId);
