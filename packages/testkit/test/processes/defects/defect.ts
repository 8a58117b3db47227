/** What is planted, and the words for it. */
import type { Report } from '../../../src/processes/index.ts';
import type { Kind, Plant } from '../evidence.ts';

export type Defect = readonly [
  guarantee: string,
  /** A part of the sentence that the audit says of it. */
  what: string,
  kind: Kind,
  plant: (plant: Plant) => void,
];

/** The id of the run that plays a scene, in SQL. */
export const run = (scene: string) => `(SELECT id FROM runs WHERE id LIKE '%-${scene}')`;
export const runOf = (reports: readonly Report[], scene: string): string => {
  const found = reports.find((r) => r.type === 'started' && r.runId.endsWith(`-${scene}`));
  if (found?.type !== 'started') throw new Error(`No run plays '${scene}'.`);
  return found.runId;
};
/** The last report of a type, or that of a scene. */
export const find = <T extends Report['type']>(reports: Report[], type: T, scene = '') => {
  const found = reports.findLast(
    (r) => r.type === type && (scene === '' || ('runId' in r && r.runId.endsWith(`-${scene}`))),
  );
  if (found === undefined) throw new Error(`Nothing was ${type}.`);
  return found as Extract<Report, { type: T }>;
};
/** Statements that add an event to a run's thread. */
export const appended = (type: string, runId: string) => [
  `INSERT INTO events SELECT id, seq + 1, ${runId}, '${type}', '{}', 0 FROM threads
   WHERE id = (SELECT thread_id FROM runs WHERE id = ${runId})`,
  `UPDATE threads SET seq = seq + 1 WHERE id = (SELECT thread_id FROM runs WHERE id = ${runId})`,
];
