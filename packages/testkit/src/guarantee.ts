/** What the testkit proves: the type of a guarantee, and the error that names a guarantee that does not hold. */

/**
 * The guarantees. `G1` to `G10`, `G14` and `G15` are the numbered ones of docs/guarantees.md. The others are:
 *
 * - `machine`: state, context and events of a run are those of the run machine
 * - `liveness`: once all faults are gone, every run reaches a final state
 * - `file`: SQLite's own checks find no defect in the database file
 * - `process`: once all runs are over, the host's process ends by itself and with exit code 0
 * - `thread`: each method of a thread does what the port `Thread` documents
 */
export type Guarantee =
  | `G${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 14 | 15}`
  | 'machine'
  | 'liveness'
  | 'file'
  | 'process'
  | 'thread';

/** The error for a guarantee that does not hold. */
export class GuaranteeError extends Error {
  override readonly name = 'GuaranteeError';
  readonly guarantee: Guarantee;
  /** What is wrong, as a sentence. */
  readonly what: string;
  /**
   * The place of the breach: a step of a path, a kill point with a file, or a case. Undefined in a simulated history,
   * because the simulation reports the history.
   */
  readonly where: string | undefined;

  constructor(guarantee: Guarantee, what: string, where?: string, options?: ErrorOptions) {
    super(`${guarantee} is broken: ${what}${where === undefined ? '' : `\n  ${where}`}`, options);
    this.guarantee = guarantee;
    this.what = what;
    this.where = where;
  }
}

/**
 * A breach: a guarantee that does not hold, and what is wrong. It is not thrown yet, because an audit collects several.
 */
export type Breach = Pick<GuaranteeError, 'guarantee' | 'what'>;

/**
 * Checks a condition.
 *
 * @param what returns what is wrong, as a sentence; called only if the condition is false
 * @throws {GuaranteeError} if the condition is false
 */
export function holds(
  condition: boolean,
  guarantee: Guarantee,
  what: () => string,
): asserts condition {
  if (!condition) throw new GuaranteeError(guarantee, what());
}
