/** The methods of the store on an open connection. */
import { loadAtOnce, type PlanRead, type Write } from '@perdure/runtime/store';
import type { Database } from 'better-sqlite3';
import { ErrorMapping } from './error-mapping.ts';
import { withForgetting } from './forget.ts';
import { prepareOperations, prepareStatus } from './operations.ts';
import type { OwnerRow } from './owner-row.ts';
import { preparePrune } from './prune.ts';
import { prepareReads } from './reads.ts';
import type { AtOnceSqliteStore } from './sqlite-store.ts';
import { prepareStats } from './stats.ts';
import { isTidy, prepareTidyStep } from './tidy.ts';
import { prepareWrites } from './writes.ts';

export type Methods = Omit<AtOnceSqliteStore, 'close' | 'backup'>;

/** The methods that change nothing. */
export type ReadMethods = Omit<Methods, 'commit' | 'prune' | 'tidy' | 'discardFailedMessages'>;

const unowned = { begin() {}, committed() {} };

/** The store on an open connection whose schema is up to date. @param row of the owner, if the file has one */
export function storeOn(
  db: Database,
  file: string,
  { errors = new ErrorMapping(file), row }: { errors?: ErrorMapping; row?: OwnerRow } = {},
): Methods {
  const operations = prepareOperations(db);
  const write = prepareWrites(db, operations);
  const { begin, committed } = row?.onCommit(db) ?? unowned;
  /** Does the change in one transaction. */
  const transaction = <A extends unknown[], R>(change: (...args: A) => R) => {
    const whole = db.transaction((...args: A) => {
      begin();
      return change(...args);
    });
    return (...args: A): R => {
      const result = whole.immediate(...args);
      committed();
      return result;
    };
  };
  const { discardFailedMessages } = operations;
  const commit = withForgetting(db, transaction(write));
  const tidyStep = transaction(prepareTidyStep(db));
  const writes = errors.writing({
    discardFailedMessages: transaction(discardFailedMessages),
    commit: (all: readonly Write[]) => ({ recorded: commit(all), lost: [] }),
    prune: transaction(preparePrune(db)),
    tidy: () => isTidy(db) || tidyStep(),
  });
  return { ...readsOn(db, file, errors), ...writes };
}

/** The reads of the store on an open connection, which may be one that only reads. */
export function readsOn(db: Database, file: string, errors: ErrorMapping): ReadMethods {
  const reads = errors.reading({
    ...prepareReads(db),
    findRunStatus: prepareStatus(db),
    stats: prepareStats(db, file),
  });
  return { ...reads, load: (wanted: readonly PlanRead[]) => loadAtOnce(reads, wanted) };
}
