/** Defects of runs: calls, ends, waits, messages, and where they stand. */
import { appended, type Defect, find, run, runOf } from './defect.ts';

export const runDefects: readonly Defect[] = [
  [
    'G2',
    'which is not recorded',
    'settled',
    ({ sql }) => sql(`DELETE FROM attempts WHERE run_id = ${run('long')}`),
  ],
  ['G2', 'was called twice', 'settled', ({ reports }) => reports.push(find(reports, 'called'))],
  [
    'G4',
    'goes on after run.cancelled',
    'settled',
    ({ sql }) => sql(...appended('run.started', run('silent'))),
  ],
  [
    'G4',
    'was called for run',
    'settled',
    ({ reports }) => reports.push({ ...find(reports, 'called', 'silent'), token: 99 }),
  ],
  [
    'G4',
    'under way is [1]',
    'settled',
    ({ sql }) => sql(`UPDATE attempts SET status = 'running' WHERE run_id = ${run('silent')}`),
  ],
  [
    'G4',
    'accepted run.cancel',
    'settled',
    ({ reports }) =>
      reports.push({ type: 'accepted', runId: runOf(reports, 'long'), command: 'run.cancel' }),
  ],
  ['G6', 'has 0 timers', 'standing', ({ sql }) => sql('DELETE FROM timers')],
  ['G6', 'by its timer', 'standing', ({ sql }) => sql('UPDATE timers SET due_at = due_at + 1')],
  [
    'G6',
    'by its row, 1',
    'standing',
    ({ sql }) => sql(`UPDATE runs SET retry_at = retry_at + 1 WHERE state = 'retrying'`),
  ],
  [
    'G6',
    'waits for retry 1 by its log, 0 by its row',
    'standing',
    ({ sql }) => sql(`UPDATE runs SET retries = 0 WHERE state = 'retrying'`),
  ],
  [
    'G6',
    'for another reason',
    'standing',
    ({ sql }) =>
      sql(`UPDATE runs SET failure = json_set(failure, '$.kind', 'x') WHERE state = 'retrying'`),
  ],
  [
    'G6',
    'which does not wait',
    'settled',
    ({ sql }) => sql(`INSERT INTO timers VALUES (${run('long')}, 1, 1)`),
  ],
  [
    'G6',
    'and went on at',
    'settled',
    ({ sql }) =>
      sql(
        `UPDATE events SET at = at - 1000 WHERE type = 'attempt.started' AND run_id = ${run('quota')}`,
      ),
  ],
  [
    'G7',
    'which is discarded',
    'settled',
    ({ sql }) => sql(`UPDATE messages SET status = 'discarded' WHERE role = 'user'`),
  ],
  [
    'G7',
    'had completed',
    'settled',
    ({ reports }) => find(reports, 'called', 'tools').given.shift(),
  ],
  [
    'G7',
    'whose result was recorded',
    'settled',
    ({ reports }) => reports.push(find(reports, 'performed')),
  ],
  [
    'G7',
    'whose result was recorded',
    'settled',
    ({ reports }) => {
      // By the rows alone: the host was killed before it could say so.
      const { token } = find(reports, 'performed');
      reports.splice(0, reports.length, ...reports.filter(({ type }) => type !== 'kept'));
      find(reports, 'performed').token = token + 2;
    },
  ],
  [
    'G7',
    'was said to be recorded, and is not',
    'settled',
    ({ sql }) => sql(`DELETE FROM messages WHERE parts LIKE '%toolResult%'`),
  ],
  [
    'G7',
    'is half',
    'settled',
    ({ sql }) =>
      sql(
        `UPDATE messages SET status = 'streaming' WHERE role = 'assistant' AND run_id = ${run('long')}`,
      ),
  ],
  [
    'G9',
    'is awaitingInput, and its log says retrying',
    'standing',
    ({ sql }) => sql(`UPDATE runs SET state = 'awaitingInput' WHERE state = 'retrying'`),
  ],
  [
    'G9',
    'is running attempt 1, and under way is []',
    'standing',
    ({ sql }) => sql(`UPDATE attempts SET status = 'lost' WHERE status = 'running'`),
  ],
  [
    'G9',
    'is retrying, and under way is [1]',
    'standing',
    ({ sql }) => sql(`UPDATE attempts SET status = 'running' WHERE run_id = 'waiting'`),
  ],
  [
    'G9',
    'is queued in a thread that is free',
    'standing',
    ({ sql }) => sql(`UPDATE runs SET state = 'queued' WHERE state = 'retrying'`),
  ],
  [
    'G9',
    'and nothing goes on',
    'settled',
    ({ sql }) => sql(`UPDATE runs SET state = 'awaitingInput' WHERE id = ${run('long')}`),
  ],
];
