/** Whether a request failed because it got no response, rather than a refusal. */
import { HttpError } from '@perdure/http/client';

export const isUnanswered = (problem: Error | null): boolean =>
  problem instanceof HttpError && problem.status === 0;
