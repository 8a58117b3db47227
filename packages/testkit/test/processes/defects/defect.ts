/** A planted defect, and helpers to write one. */
import type { Report } from '../../../src/processes/index.ts';
import type { Kind, Plant } from '../evidence.ts';

export type Defect = readonly [
  guarantee: string,
  /** A part of the sentence with which the audit describes the breach. */
  what: string,
  kind: Kind,
  plant: (plant: Plant) => void,
];

/** An SQL expression for the id of a scenario's run. */
export const run = (scenario: string) => `(SELECT id FROM runs WHERE id LIKE '%-${scenario}')`;
/** The id of a scenario's run, from the reports. */
export const runOf = (reports: readonly Report[], scenario: string): string => {
  const found = reports.find((r) => r.type === 'started' && r.runId.endsWith(`-${scenario}`));
  if (found?.type !== 'started') throw new Error(`No run has the scenario '${scenario}'.`);
  return found.runId;
};
/** The last report of a type; with a scenario, the last one about its run. */
export const find = <T extends Report['type']>(reports: Report[], type: T, scenario = '') => {
  const isOf = (r: Report) => scenario === '' || ('runId' in r && r.runId.endsWith(`-${scenario}`));
  const found = reports.findLast((report) => report.type === type && isOf(report));
  if (found === undefined) throw new Error(`There is no report '${type}'.`);
  return found as Extract<Report, { type: T }>;
};
/** SQL statements that append an event to the log of a run's thread. */
export const appended = (type: string, runId: string) => [
  `INSERT INTO events (thread_id, seq, run_id, type, data, at) SELECT id, seq + 1, ${runId}, '${type}', '{}', 0 FROM threads
   WHERE id = (SELECT thread_id FROM runs WHERE id = ${runId})`,
  `UPDATE threads SET seq = seq + 1 WHERE id = (SELECT thread_id FROM runs WHERE id = ${runId})`,
];
