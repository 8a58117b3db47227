/** What a node must know of a thread to write it: the statement writes nothing unless the version is still this one. */

export interface ThreadState {
  readonly id: string;
  /** 0 for a thread that is not there. */
  version: number;
  /** Number of its last event. A thread that is not there begins behind those that were forgotten. */
  seq: number;
  /** Ordinal of the run that was created last. */
  lastOrdinal: number;
  /** Id of the first run of the conversation; null before there is one. */
  firstRun: string | null;
  hasTitle: boolean;
}

/** Reads the states of the threads in `$1` and of the runs in `$2`, as the rows of a sub-select. */
export const threadStates = `
  SELECT id, version, seq, last_ordinal AS "lastOrdinal", title IS NOT NULL AS "hasTitle", queued,
    (SELECT id FROM $schema.runs WHERE thread_id = threads.id AND replaced_by IS NULL
      ORDER BY ordinal LIMIT 1) AS "firstRun"
  FROM $schema.threads
  WHERE id = ANY ($1::text[])
    OR id IN (SELECT thread_id FROM $schema.runs WHERE id = ANY ($2::text[]))`;

export const newThread = (id: string, seq: number): ThreadState => ({
  id,
  version: 0,
  seq,
  lastOrdinal: 0,
  firstRun: null,
  hasTitle: false,
});
