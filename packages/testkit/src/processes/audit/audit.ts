/**
 * An independent audit: reads the file with SQL of its own, shares no code with the runtime, and compares the file with
 * what the host has shown, called and acknowledged.
 */
import type { Breach } from '../../guarantee.ts';
import type { Report } from '../report.ts';
import { type Circumstances, toError } from '../to-error.ts';
import { decidedFirst, givenWhatIsCompleted, noneAfterTheEnd, performedOnce } from './calls.ts';
import { type Check, type Evidence, finalStates } from './evidence.ts';
import { numbering, oneActiveRun, oneEnd } from './log.ts';
import { agreesWithLog, isNotStuck, oneActive } from './runs.ts';
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
  givenWhatIsCompleted,
  performedOnce,
];

export interface AuditOptions extends Circumstances {
  /** Of all processes on the file, in order. */
  reports: readonly Report[];
  /** Every run must be in a final state, because the host has ended by itself. */
  mustBeOver: boolean;
}

/** How much was audited. */
export interface AuditReport {
  /** Events in the logs. */
  events: number;
  /** Events shown to subscribers, by all processes. */
  shown: number;
  /** Calls of the provider, by all processes. */
  calls: number;
  runs: number;
  /** Runs in a final state. */
  finished: number;
}

/**
 * Audits a file as it is. `killAndAudit` calls it after each process.
 *
 * @throws {GuaranteeError} that names the first broken guarantee, and the file
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

/** One breach for each sentence, because an event may have been shown to several subscribers. */
export function findBreaches(evidence: Evidence): Breach[] {
  const found = checks.flatMap((check): Breach[] => [...check(evidence)]);
  return [...new Map(found.map((breach) => [breach.what, breach])).values()];
}
