/** True if a request failed because no response came; false if the server refused the request. */
import { HttpError } from '@perdure/http/client';

export const isUnanswered = (problem: Error | null): boolean =>
  problem instanceof HttpError && problem.status === 0;
