/** The retry rule of the hand-written loops: a 5xx may be tried again. */
export function isTransient(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode >= 500
  );
}

/** Retries of a run. */
export const maxRetries = 5;
