/** What the checker throws: the guarantee that is broken, and by what. */
export type Guarantee =
  | 'G1'
  | 'G2'
  | 'G3'
  | 'G4'
  | 'G5'
  | 'G6'
  | 'G7'
  | 'G8'
  | 'G9'
  | 'G10'
  /** With all faults gone, every run comes to its end. */
  | 'liveness';

export class ViolationError extends Error {
  override readonly name = 'ViolationError';
  readonly guarantee: Guarantee;

  constructor(guarantee: Guarantee, what: string) {
    super(`${guarantee} is broken: ${what}`);
    this.guarantee = guarantee;
  }
}

/** @throws {ViolationError} unless it holds */
export function holds(
  condition: boolean,
  guarantee: Guarantee,
  what: () => string,
): asserts condition {
  if (!condition) throw new ViolationError(guarantee, what());
}
