/** The rule for a page of events. The runtime, the server and the client use the same rule. */

/** Largest number of events on one page. */
export const maxPageSize = 500;

/**
 * Checks the bounds of a page.
 *
 * @param after the number of an event; 0 for the first page
 * @param limit largest number of events, 1 to 500
 * @throws {RangeError} unless both are whole numbers within their bounds
 */
export function checkPage(after: number, limit: number): void {
  if (!Number.isSafeInteger(after) || after < 0)
    throw new RangeError(`'after' is the number of an event, or 0: ${after}`);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > maxPageSize)
    throw new RangeError(`'limit' is a whole number from 1 to ${maxPageSize}: ${limit}`);
}
