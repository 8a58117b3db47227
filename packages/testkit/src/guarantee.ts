/** What the testkit proves, and the error that names what is broken. */

/**
 * `G1` to `G10`: the numbered guarantees (docs/guarantees.md). Beside them:
 *
 * - `machine`: state, context and events of a run are those of the run machine
 * - `liveness`: with all faults gone, every run reaches a final state
 * - `file`: SQLite's own checks find nothing in the file
 * - `process`: the host's process ends once all runs are over, by itself and with exit code 0
 * - `thread`: a method of a thread does what the port `Thread` says
 */
export type Guarantee =
  | `G${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}`
  | 'machine'
  | 'liveness'
  | 'file'
  | 'process'
  | 'thread';

/** A guarantee does not hold. */
export class GuaranteeError extends Error {
  override readonly name = 'GuaranteeError';
  readonly guarantee: Guarantee;
  /** What was found, as a sentence. */
  readonly what: string;
  /**
   * Where it was found: a step of a path, a kill point and a file, or a case. Undefined in a simulated history, because
   * the simulation reports the history.
   */
  readonly where: string | undefined;

  constructor(guarantee: Guarantee, what: string, where?: string, options?: ErrorOptions) {
    super(`${guarantee} is broken: ${what}${where === undefined ? '' : `\n  ${where}`}`, options);
    this.guarantee = guarantee;
    this.what = what;
    this.where = where;
  }
}

/** A broken guarantee before it is thrown, because an audit collects several. */
export type Breach = Pick<GuaranteeError, 'guarantee' | 'what'>;

/**
 * @param what called only if the condition is false
 * @throws {GuaranteeError} unless the condition is true
 */
export function holds(
  condition: boolean,
  guarantee: Guarantee,
  what: () => string,
): asserts condition {
  if (!condition) throw new GuaranteeError(guarantee, what());
}
