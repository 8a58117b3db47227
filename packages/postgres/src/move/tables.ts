/** The tables that are moved, with the columns that both databases have. The order is that in which rows may be inserted. */

export interface Table {
  name: string;
  columns: readonly string[];
  /** The columns of its key, in which its rows are read. */
  key: readonly string[];
}

export const tables: readonly Table[] = [
  { name: 'threads', columns: ['id', 'seq', 'title', 'created_at', 'updated_at'], key: ['id'] },
  {
    name: 'runs',
    columns: [
      'id',
      'thread_id',
      'ordinal',
      'replaced_by',
      'state',
      'retry_count',
      'retry_at',
      'failure',
      'context',
      'last_fence',
      'attempt_fence',
      'timer',
      'timer_fence',
      'created_at',
      'updated_at',
    ],
    key: ['ordinal', 'id'],
  },
  {
    name: 'attempts',
    columns: [
      'run_id',
      'fence',
      'retry_count',
      'outcome',
      'failure',
      'usage',
      'request',
      'specimen',
      'started_at',
      'ended_at',
    ],
    key: ['run_id', 'fence'],
  },
  {
    name: 'messages',
    columns: [
      'ordinal',
      'id',
      'thread_id',
      'run_id',
      'attempt_fence',
      'role',
      'parts',
      'status',
      'provider',
      'model',
      'cut',
      'created_at',
      'updated_at',
    ],
    key: ['ordinal'],
  },
  { name: 'drafts', columns: ['ordinal', 'message_id', 'pieces'], key: ['ordinal'] },
  {
    name: 'events',
    columns: ['thread_id', 'seq', 'run_id', 'type', 'data', 'at'],
    key: ['thread_id', 'seq'],
  },
  { name: 'timers', columns: ['run_id', 'fence', 'due_at'], key: ['run_id'] },
  { name: 'files', columns: ['hash', 'media_type', 'size', 'created_at', 'bytes'], key: ['hash'] },
];

export type Row = Record<string, unknown>;
