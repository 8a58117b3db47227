/** The rules for pages of events and of messages. The runtime, the server and the client use the same rules. */

/** Largest number of events, or of messages, on one page. */
export const maxPageSize = 500;

/** Number of messages on a page by default. */
export const defaultPageSize = 50;

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
  checkLimit(limit);
}

/** Checks the size of a page. @throws {RangeError} unless it is a whole number from 1 to 500 */
export function checkLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > maxPageSize)
    throw new RangeError(`'limit' is a whole number from 1 to ${maxPageSize}: ${limit}`);
}
