/** Makes one error of the breaches that an audit found in a file. */
import { type Breach, GuaranteeError } from '../guarantee.ts';
import { describeKill, type KillPoint } from './kill-point.ts';

export interface Circumstances {
  /** Path of the database. The file and its reports are not deleted. */
  file: string;
  /** Where the process that left the file was killed. */
  kill?: KillPoint | undefined;
}

/** Number of further breaches that the error lists after the first one. */
const mostListed = 4;

/**
 * Makes the error. It names the first breach; `where` has the kill point, some of the other breaches, and the path of
 * the file, which any SQLite tool can open.
 */
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
