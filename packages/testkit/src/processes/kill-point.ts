/** The places and times at which a process is killed. */

export type KillPoint =
  /** The parent kills the process `ms` milliseconds after the first report of the process. */
  | { at: 'anyTime'; ms: number }
  /** The process kills itself when it reaches the place for the n-th time, counted from 1. */
  | { at: KillPlace; nth: number };

export const killPlaces = [
  /** A transaction is decided but not recorded. */
  'beforeCommit',
  /**
   * A transaction is recorded, but none of its effects has happened: no subscriber was called, no attempt was started.
   */
  'afterCommit',
  /** A part of an answer was shown to a subscriber. */
  'inStream',
  /** A wait was shown to a subscriber. */
  'inBackoff',
  /** A tool has had its effect, but its result is not recorded. */
  'inTool',
] as const;

/** A place in the runtime at which a process kills itself. */
export type KillPlace = (typeof killPlaces)[number];

/** A kill point as text, such as `inTool, number 2`. */
export const describeKill = (kill: KillPoint): string =>
  'ms' in kill ? `at any time, after ${kill.ms} ms` : `${kill.at}, number ${kill.nth}`;
