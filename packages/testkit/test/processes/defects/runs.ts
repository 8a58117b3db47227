/** Planted defects in runs: their calls, ends, waits, messages and states. */
import { appended, type Defect, find, run, runOf } from './defect.ts';

export const runDefects: readonly Defect[] = [
  [
    'G2',
    'which is not recorded',
    'finished',
    ({ sql }) => sql(`DELETE FROM attempts WHERE run_id = ${run('long')}`),
  ],
  ['G2', 'was called twice', 'finished', ({ reports }) => reports.push(find(reports, 'called'))],
  [
    'G4',
    'goes on after run.cancelled',
    'finished',
    ({ sql }) => sql(...appended('run.started', run('silent'))),
  ],
  [
    'G4',
    'was called for run',
    'finished',
    ({ reports }) => reports.push({ ...find(reports, 'called', 'silent'), fence: 99 }),
  ],
  [
    'G4',
    'under way is [1]',
    'finished',
    ({ sql }) => sql(`UPDATE attempts SET outcome = 'running' WHERE run_id = ${run('silent')}`),
  ],
  [
    'G4',
    'accepted run.cancel',
    'finished',
    ({ reports }) =>
      reports.push({ type: 'accepted', runId: runOf(reports, 'long'), command: 'run.cancel' }),
  ],
  ['G6', 'has 0 timers', 'killed', ({ sql }) => sql('DELETE FROM timers')],
  ['G6', 'by its timer', 'killed', ({ sql }) => sql('UPDATE timers SET due_at = due_at + 1')],
  [
    'G6',
    'by its row, 1',
    'killed',
    ({ sql }) => sql(`UPDATE runs SET retry_at = retry_at + 1 WHERE state = 'retrying'`),
  ],
  [
    'G6',
    'waits for retry 1 by its log, 0 by its row',
    'killed',
    ({ sql }) => sql(`UPDATE runs SET retry_count = 0 WHERE state = 'retrying'`),
  ],
  [
    'G6',
    'for another reason',
    'killed',
    ({ sql }) =>
      sql(`UPDATE runs SET failure = json_set(failure, '$.kind', 'x') WHERE state = 'retrying'`),
  ],
  [
    'G6',
    'which does not wait',
    'finished',
    ({ sql }) => sql(`INSERT INTO timers VALUES (${run('long')}, 1, 1)`),
  ],
  [
    'G6',
    'and its attempt started at',
    'finished',
    ({ sql }) =>
      sql(
        `UPDATE events SET at = at - 1000 WHERE type = 'attempt.started' AND run_id = ${run('quota')}`,
      ),
  ],
  [
    'G7',
    'which is discarded',
    'finished',
    ({ sql }) => sql(`UPDATE messages SET status = 'discarded' WHERE role = 'user'`),
  ],
  [
    'G7',
    'had completed',
    'finished',
    ({ reports }) => find(reports, 'called', 'tools').given.shift(),
  ],
  [
    'G7',
    'whose result was recorded',
    'finished',
    ({ reports }) => reports.push(find(reports, 'performed')),
  ],
  [
    'G7',
    'whose result was recorded',
    'finished',
    ({ reports }) => {
      // Only the rows show this breach, because the host was killed before it could report that the result is recorded.
      const { fence } = find(reports, 'performed');
      reports.splice(0, reports.length, ...reports.filter(({ type }) => type !== 'kept'));
      find(reports, 'performed').fence = fence + 2;
    },
  ],
  [
    'G7',
    'was reported as recorded, and is not',
    'finished',
    ({ sql }) => sql(`DELETE FROM messages WHERE parts LIKE '%toolResult%'`),
  ],
  [
    'G7',
    'is streaming',
    'finished',
    ({ sql }) =>
      sql(
        `UPDATE messages SET status = 'streaming' WHERE role = 'assistant' AND run_id = ${run('long')}`,
      ),
  ],
  [
    'G7',
    'is failed and not discarded',
    'finished',
    ({ sql }) =>
      sql(
        `UPDATE messages SET status = 'failed' WHERE status = 'discarded' AND run_id = ${run('quota')}`,
      ),
  ],
  [
    'G7',
    'goes on after message.failed: run.parked',
    'finished',
    ({ sql }) =>
      sql(
        `UPDATE events SET type = 'message.failed' WHERE type = 'message.discarded' AND run_id = ${run('quota')}`,
      ),
  ],
  [
    'G9',
    'is awaitingInput, and its log says retrying',
    'killed',
    ({ sql }) => sql(`UPDATE runs SET state = 'awaitingInput' WHERE state = 'retrying'`),
  ],
  [
    'G9',
    'is running attempt 1, and under way is []',
    'killed',
    ({ sql }) => sql(`UPDATE attempts SET outcome = 'lost' WHERE outcome = 'running'`),
  ],
  [
    'G9',
    'is retrying, and under way is [1]',
    'killed',
    ({ sql }) => sql(`UPDATE attempts SET outcome = 'running' WHERE run_id = 'waiting'`),
  ],
  [
    'G9',
    'is queued in a thread that is free',
    'killed',
    ({ sql }) => sql(`UPDATE runs SET state = 'queued' WHERE state = 'retrying'`),
  ],
  [
    'G9',
    'and its host has ended',
    'finished',
    ({ sql }) => sql(`UPDATE runs SET state = 'awaitingInput' WHERE id = ${run('long')}`),
  ],
];
