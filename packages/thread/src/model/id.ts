/** The rule for ids of threads and runs. The runtime, the server and the client use the same rule. */
import { InvalidIdError } from '../errors.ts';

/**
 * Accepts 1 to 200 UTF-16 code units without an unpaired surrogate, because SQLite and a URL store an unpaired one
 * as another character. `.` and `..` are refused, because URL parsers remove them from a path, percent-encoded too
 * (WHATWG URL, "single-dot" and "double-dot URL path segment").
 *
 * @param what names the id in the error's message: `thread id`, `run id`
 * @throws {InvalidIdError}
 */
export function checkId(what: string, id: string): void {
  const isText = typeof id === 'string' && id.length >= 1 && id.length <= 200;
  if (!isText || !id.isWellFormed() || id === '.' || id === '..')
    throw new InvalidIdError(what, id);
}
