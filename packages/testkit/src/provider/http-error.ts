/**
 * An error as SDKs throw it for an HTTP status. The classifier reads its status and headers.
 *
 * @param status undefined for an answer without one
 * @param headers names in lower case
 */
export const httpError = (
  status: number | undefined,
  message = `HTTP ${status}`,
  headers: Readonly<Record<string, string>> = {},
): Error => Object.assign(new Error(message), { statusCode: status, responseHeaders: headers });
