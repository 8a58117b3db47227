/**
 * An independent reader: opens the file with SQL of its own, knows nothing of the code that wrote it, and holds
 * it against what the host has shown, called and promised.
 */
import { type Breach, BrokenGuaranteeError, type Circumstances } from '../broken-guarantee.ts';
import type { Report } from '../report.ts';
import { decidedFirst, doneOnce, givenWhatIsWhole, noneAfterTheEnd } from './calls.ts';
import { type Check, settledStates } from './evidence.ts';
import { endingOnce, numbering, oneAtATime } from './log.ts';
import { commandsAreKept, readersMissNothing, shownIsRecorded, startsAreKept } from './shown.ts';
import { agreesWithLog, isNotStuck, oneActive } from './standing.ts';
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
  oneAtATime,
  endingOnce,
  waitsHaveTimers,
  timersOfWaits,
  noWaitIsShortened,
  agreesWithLog,
  isNotStuck,
  givenWhatIsWhole,
  doneOnce,
];

export interface AuditOptions extends Circumstances {
  /** What the host has reported in all its lives, in order. */
  reports: readonly Report[];
  /** Must every run be over? */
  settled: boolean;
}

/** How much was looked at. */
export interface Tally {
  /** In the log. */
  events: number;
  /** To subscribers, in all lives. */
  shown: number;
  calls: number;
  runs: number;
  settled: number;
}

/** @throws {BrokenGuaranteeError} which names the first guarantee that does not hold, and the file */
export function audit({ file, kill, reports, settled }: AuditOptions): Tally {
  const tables = readTables(file);
  const evidence = { tables, reports, settled };
  const found = checks.flatMap((check): Breach[] => [...check(evidence)]);
  // What was shown to several is said once.
  const [first, ...others] = new Map(found.map((breach) => [breach.what, breach])).values();
  if (first !== undefined) throw new BrokenGuaranteeError([first, ...others], { file, kill });
  const count = (type: Report['type']) => reports.filter((report) => report.type === type).length;
  return {
    events: tables.events.length,
    shown: count('shown'),
    calls: count('called'),
    runs: tables.runs.length,
    settled: tables.runs.filter(({ state }) => settledStates.has(state)).length,
  };
}
