/** The failures of a file's attempts: groups of unknown ones with a specimen, and how often each row has decided. */
import { type Failure, groupOf, redactJson, type Specimen } from '@perdure/failure';
import type { Database } from 'better-sqlite3';

/** Attempts that failed with the same unknown error. */
export interface UnknownGroup {
  /** How many attempts failed so. */
  count: number;
  /** Ends of the first and of the last of these attempts, epoch milliseconds. */
  firstAt: number;
  lastAt: number;
  /** The last of these failures. */
  failure: Failure;
  /** Made of the failure, if the file has none: a former version wrote it, or it had 1,000 specimens. */
  specimen: Specimen;
}

/** Attempts whose failure the same row decided. */
export interface KnownGroup {
  count: number;
  kind: Failure['kind'];
  /** `Failure.decidedBy`. Names of former versions stay as they were. */
  row: string;
}

export interface FailureReport {
  /** Most frequent first. */
  unknown: UnknownGroup[];
  /** Most frequent first. */
  known: KnownGroup[];
}

/** Before schema version 6, the name of the row stood in `rule`. */
type StoredFailure = Failure & { rule?: string };

interface Row {
  failure: string;
  specimen: string | null;
  at: number;
}

/** Reads all failures of a database. Rows that are not JSON are left out. */
export function readFailures(db: Database): FailureReport {
  const unknown = new Map<string, Omit<UnknownGroup, 'specimen'> & { specimen?: Specimen }>();
  const known = new Map<string, KnownGroup>();
  for (const { failure: json, specimen, at } of rows(db)) {
    const failure = parsed<StoredFailure>(json);
    if (failure === undefined) continue;
    const { kind, rule = '', decidedBy: row = rule } = failure;
    if (row !== 'none') {
      const group = known.get(`${kind} ${row}`) ?? { count: 0, kind, row };
      known.set(`${kind} ${row}`, { ...group, count: group.count + 1 });
      continue;
    }
    const key = groupOf(failure);
    const group = unknown.get(key) ?? { count: 0, firstAt: at };
    const kept = specimen === null ? undefined : parsed<Specimen>(specimen);
    unknown.set(key, {
      ...group,
      count: group.count + 1,
      lastAt: at,
      failure,
      ...(kept && { specimen: kept }),
    });
  }
  // A former version may have left a credential in a text that this one finds.
  const withSpecimen = [...unknown.values()].map((group) =>
    redactJson({ ...group, specimen: group.specimen ?? specimenOfFailure(group.failure) }),
  );
  return { unknown: withSpecimen.sort(byCount), known: [...known.values()].sort(byCount) };
}

/** The attempts that failed, the earliest end first. Files before version 6 have no specimens. */
function rows(db: Database): IterableIterator<Row> {
  const hasSpecimens =
    db.prepare(`SELECT 1 FROM pragma_table_info('attempts') WHERE name = 'specimen'`).get() !==
    undefined;
  return db
    .prepare<[], Row>(
      `SELECT failure, ${hasSpecimens ? 'specimen' : 'NULL AS specimen'}, coalesce(ended_at, started_at) AS at
       FROM attempts WHERE failure IS NOT NULL ORDER BY at`,
    )
    .iterate();
}

const specimenOfFailure = ({ provider = '', message, status, code }: Failure): Specimen => ({
  provider,
  error: { message, ...(status !== undefined && { status }), ...(code !== undefined && { code }) },
});

const byCount = (a: { count: number }, b: { count: number }): number => b.count - a.count;

function parsed<T>(json: string): T | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
