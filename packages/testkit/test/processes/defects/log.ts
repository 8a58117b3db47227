/** Planted defects in the log, and in the reports of what was shown of the log. */
import { appended, type Defect, find, run } from './defect.ts';

export const logDefects: readonly Defect[] = [
  ['file', 'has no row', 'finished', ({ sql }) => sql(`DELETE FROM threads WHERE id = 't1'`)],
  ['G8', 'has no event 3, but 4', 'finished', ({ sql }) => sql('DELETE FROM events WHERE seq = 3')],
  ['G8', 'counts', 'finished', ({ sql }) => sql('UPDATE threads SET seq = seq + 1')],
  [
    'G8',
    'a reader of thread',
    'finished',
    ({ reports }) => reports.push({ ...find(reports, 'shown'), to: 'reader' }),
  ],
  [
    'G1',
    'was shown and is not recorded',
    'finished',
    ({ reports }) => {
      const { event } = find(reports, 'shown');
      reports.push({ type: 'shown', to: 'listener', event: { ...event, seq: 9_999 } });
    },
  ],
  [
    'G1',
    'was shown as',
    'finished',
    ({ sql }) => sql('UPDATE events SET at = at + 1 WHERE seq = 2'),
  ],
  [
    'G1',
    'was acknowledged and is lost',
    'finished',
    ({ reports }) => reports.push({ type: 'started', threadId: 't1', runId: 'lost' }),
  ],
  [
    'G1',
    'has 2 prompts',
    'finished',
    ({ sql }) =>
      sql(
        `INSERT INTO messages (id, thread_id, run_id, role, parts, status, created_at, updated_at)
         SELECT 'twice', thread_id, run_id, role, parts, status, 0, 0 FROM messages WHERE role = 'user' LIMIT 1`,
      ),
  ],
  [
    'G1',
    'accepted run.answer',
    'finished',
    ({ reports }) => reports.push(find(reports, 'accepted', 'question')),
  ],
  [
    'G1',
    'accepted run.retryNow',
    'finished',
    ({ reports }) => reports.push(find(reports, 'accepted', 'hurried')),
  ],
  [
    'G3',
    'several active runs',
    'killed',
    ({ sql }) => sql(`UPDATE runs SET state = 'awaitingInput' WHERE state = 'queued'`),
  ],
  [
    'G3',
    'was active',
    'killed',
    ({ sql }) =>
      sql(`UPDATE events SET type = 'run.started' WHERE run_id = 'queued' AND type = 'run.queued'`),
  ],
  [
    'G5',
    'goes on after run.completed',
    'finished',
    ({ sql }) => sql(...appended('run.failed', run('long'))),
  ],
  [
    'G5',
    'is failed, and its log says run.completed',
    'finished',
    ({ sql }) => sql(`UPDATE runs SET state = 'failed' WHERE id = ${run('long')}`),
  ],
  [
    'G5',
    'is completed without an event',
    'killed',
    ({ sql }) => sql(`UPDATE runs SET state = 'completed' WHERE state = 'running'`),
  ],
];
