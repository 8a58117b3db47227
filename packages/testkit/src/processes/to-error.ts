/** The error for breaches that were found in a file. */
import { type Breach, GuaranteeError } from '../guarantee.ts';
import { describeKill, type KillPoint } from './kill-point.ts';

export interface Circumstances {
  /** The database. It is kept, and so are the reports beside it. */
  file: string;
  /** Where the process before the audit was killed. */
  kill?: KillPoint | undefined;
}

/** Breaches listed beside the first one. */
const mostListed = 4;

/** Names the first breach; `where` has the kill point, some of the others, and the file, which any SQLite tool opens. */
export function toError(
  [first, ...others]: readonly [Breach, ...Breach[]],
  { file, kill }: Circumstances,
): GuaranteeError {
  const listed = others.slice(0, mostListed);
  const rest = others.length - listed.length;
  const lines = [
    kill === undefined ? 'Nothing was killed.' : `Killed ${describeKill(kill)}.`,
    ...listed.map(({ guarantee, what }) => `${guarantee}: ${what}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    `See ${file}`,
  ];
  return new GuaranteeError(first.guarantee, first.what, lines.join('\n  '));
}
