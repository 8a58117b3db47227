/** Whether a request came to nothing because nobody was there, and not because it was refused. */
import { HttpError } from '@perdure/http/client';

export const isUnanswered = (problem: Error | null): boolean =>
  problem instanceof HttpError && problem.status === 0;
