/** Where a process is killed. */

export type KillPoint =
  /** By the parent, so many milliseconds after the process has reported its first line. */
  | { at: 'anyTime'; ms: number }
  /** By itself, at the n-th time, from 1, that it comes to a place. */
  | { at: KillPlace; nth: number };

export const killPlaces = [
  /** Decided, and not recorded. */
  'beforeCommit',
  /** Recorded, and nothing of it released: nobody told, no attempt started. */
  'afterCommit',
  /** A piece of an answer was shown. */
  'inStream',
  /** A wait was shown. */
  'inBackoff',
  /** A tool has had its effect, and has not answered. */
  'inTool',
] as const;

export type KillPlace = (typeof killPlaces)[number];

export const describeKill = (kill: KillPoint): string =>
  'ms' in kill ? `at any time, after ${kill.ms} ms` : `${kill.at}, number ${kill.nth}`;
