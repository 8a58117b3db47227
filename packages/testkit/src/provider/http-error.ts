/**
 * An error as an SDK throws it for a response with an error status. The failure classifier reads `status` and headers.
 *
 * @param status HTTP status; undefined for an error without a status
 * @param headers response headers, with their names in lower case
 */
export const httpError = (
  status: number | undefined,
  message = `HTTP ${status}`,
  headers: Readonly<Record<string, string>> = {},
): Error => Object.assign(new Error(message), { statusCode: status, responseHeaders: headers });
