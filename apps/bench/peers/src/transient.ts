/** The one judgement that the loops by hand need: a 5xx may be tried again. */
export function isTransient(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode >= 500
  );
}

/** How often a run may be tried again. */
export const maxRetries = 5;
