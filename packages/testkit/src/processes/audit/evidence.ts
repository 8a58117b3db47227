/** What an audit looks at: the tables, and what the host said while it lived. */
import type { Breach } from '../broken-guarantee.ts';
import type { Report } from '../report.ts';
import type { EventRow, Tables } from './tables.ts';

export interface Evidence {
  tables: Tables;
  /** In the order of their writing. */
  reports: readonly Report[];
  /** Must every run be over? */
  settled: boolean;
}

/** Looks for breaches of some guarantees. */
export type Check = (evidence: Evidence) => Iterable<Breach>;

/** The reports of one type, with their places in the order. */
export function* told<T extends Report['type']>(
  reports: readonly Report[],
  type: T,
): Generator<Extract<Report, { type: T }> & { place: number }> {
  for (const [place, report] of reports.entries())
    if (report.type === type) yield { ...(report as Extract<Report, { type: T }>), place };
}

export const endings: ReadonlySet<string> = new Set([
  'run.completed',
  'run.failed',
  'run.cancelled',
  'run.interrupted',
]);

export const settledStates: ReadonlySet<string> = new Set([
  'completed',
  'failed',
  'cancelled',
  'interrupted',
]);

/** Which state a run is in after an event. Messages change none. */
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

export const ofRun = (tables: Tables): Map<string, EventRow[]> =>
  Map.groupBy(tables.events, ({ runId }) => runId);
