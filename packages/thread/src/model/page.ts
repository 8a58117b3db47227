/** The rule for a page of events, one for the runtime, the server and the client. */

/** Events on one page at most. */
export const maxPageSize = 500;

/**
 * @param after the number of an event; 0 for the first page
 * @param limit 1 to 500
 * @throws {RangeError} unless both are whole numbers within their bounds
 */
export function checkPage(after: number, limit: number): void {
  if (!Number.isSafeInteger(after) || after < 0)
    throw new RangeError(`'after' is the number of an event, or 0: ${after}`);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > maxPageSize)
    throw new RangeError(`'limit' is a whole number from 1 to ${maxPageSize}: ${limit}`);
}
