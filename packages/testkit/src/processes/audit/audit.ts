/**
 * An independent audit of a database. It reads the file with its own SQL, shares no code with the runtime, and compares
 * the file with what the host has shown, called and acknowledged.
 */
import type { Breach } from '../../guarantee.ts';
import type { Report } from '../report.ts';
import { type Circumstances, toError } from '../to-error.ts';
import { decidedFirst, givenWhatIsCompleted, noneAfterTheEnd, performedOnce } from './calls.ts';
import { type Check, type Evidence, finalStates } from './evidence.ts';
import { numbering, oneActiveRun, oneEnd } from './log.ts';
import { agreesWithLog, halvesAreDiscarded, isNotStuck, oneActive } from './runs.ts';
import { commandsAreKept, readersMissNothing, shownIsRecorded, startsAreKept } from './shown.ts';
import { readTables } from './tables.ts';
import { noWaitIsShortened, timersOfWaits, waitsHaveTimers } from './waits.ts';

const sound: Check = function* ({ tables }) {
  for (const what of tables.unsound) yield { guarantee: 'file', what };
};

const checks: readonly Check[] = [
  sound,
  numbering,
  readersMissNothing,
  shownIsRecorded,
  startsAreKept,
  commandsAreKept,
  decidedFirst,
  noneAfterTheEnd,
  oneActive,
  oneActiveRun,
  oneEnd,
  waitsHaveTimers,
  timersOfWaits,
  noWaitIsShortened,
  agreesWithLog,
  isNotStuck,
  halvesAreDiscarded,
  givenWhatIsCompleted,
  performedOnce,
];

export interface AuditOptions extends Circumstances {
  /** The reports of all processes on the file, in order. */
  reports: readonly Report[];
  /** True if every run must be in a final state, because the host has ended by itself. */
  mustBeOver: boolean;
}

/** How much an audit has checked. */
export interface AuditReport {
  /** Number of events in the logs. */
  events: number;
  /** Number of events shown to subscribers, by all processes. */
  shown: number;
  /** Number of calls of the provider, by all processes. */
  calls: number;
  runs: number;
  /** Number of runs in a final state. */
  finished: number;
}

/**
 * Audits a database file in its present state. `killAndAudit` calls this function after each process.
 *
 * @throws {GuaranteeError} that names the first breach and the file
 */
export function audit({ file, kill, reports, mustBeOver }: AuditOptions): AuditReport {
  const tables = readTables(file);
  const [first, ...others] = findBreaches({ tables, reports, mustBeOver });
  if (first !== undefined) throw toError([first, ...others], { file, kill });
  const count = (type: Report['type']) => reports.filter((report) => report.type === type).length;
  return {
    events: tables.events.length,
    shown: count('shown'),
    calls: count('called'),
    runs: tables.runs.length,
    finished: tables.runs.filter(({ state }) => finalStates.has(state)).length,
  };
}

/**
 * Runs all checks. Breaches with the same sentence are returned once, because several subscribers may have been shown
 * the same event.
 */
export function findBreaches(evidence: Evidence): Breach[] {
  const found = checks.flatMap((check): Breach[] => [...check(evidence)]);
  return [...new Map(found.map((breach) => [breach.what, breach])).values()];
}
