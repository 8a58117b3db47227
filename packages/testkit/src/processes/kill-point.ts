/** Where a process is killed. */

export type KillPoint =
  /** By its parent, so many milliseconds after its first report. */
  | { at: 'anyTime'; ms: number }
  /** By itself, when it reaches a place for the n-th time, from 1. */
  | { at: KillPlace; nth: number };

export const killPlaces = [
  /** Decided, and not recorded. */
  'beforeCommit',
  /** Recorded, and nothing of it released: no subscriber called, no attempt started. */
  'afterCommit',
  /** A piece of an answer was shown. */
  'inStream',
  /** A wait was shown. */
  'inBackoff',
  /** A tool has had its effect, and its result is not recorded. */
  'inTool',
] as const;

/** A place in the runtime at which a process kills itself. */
export type KillPlace = (typeof killPlaces)[number];

/** `inTool, number 2`. */
export const describeKill = (kill: KillPoint): string =>
  'ms' in kill ? `at any time, after ${kill.ms} ms` : `${kill.at}, number ${kill.nth}`;
