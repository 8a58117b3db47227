/** What an audit throws: which guarantee is broken, by what, and where to look. */
import { describeKill, type KillPoint } from './kill-point.ts';

/** A guarantee by its number; `file`: SQLite itself finds fault; `host`: it ended by itself, or not at all. */
export type Guarantee = `G${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | 'file' | 'host';

export interface Breach {
  guarantee: Guarantee;
  /** A sentence. */
  what: string;
}

export interface Circumstances {
  /** The database. It is kept, and so are the reports beside it. */
  file: string;
  /** Where the process before the audit was killed. */
  kill?: KillPoint | undefined;
}

/** So many breaches are told; the first is the one to look at. */
const told = 5;

/** A guarantee does not hold. The files are as they were found: open them with any SQLite tool. */
export class BrokenGuaranteeError extends Error {
  override readonly name = 'BrokenGuaranteeError';
  /** Of the first breach. */
  readonly guarantee: Guarantee;
  readonly breaches: readonly Breach[];
  readonly file: string;
  readonly kill?: KillPoint;

  constructor(breaches: readonly [Breach, ...Breach[]], { file, kill }: Circumstances) {
    const lines = breaches.slice(0, told).map(({ guarantee, what }) => `${guarantee}: ${what}`);
    const rest = breaches.length - lines.length;
    super(
      [
        `${breaches[0].guarantee} is broken. ${kill === undefined ? 'Nothing was killed.' : `Killed ${describeKill(kill)}.`}`,
        ...lines,
        ...(rest > 0 ? [`and ${rest} more`] : []),
        `See ${file}`,
      ].join('\n  '),
    );
    this.guarantee = breaches[0].guarantee;
    this.breaches = breaches;
    this.file = file;
    if (kill !== undefined) this.kill = kill;
  }
}
