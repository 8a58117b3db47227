/** What the runtime puts into a run's `request`, which the machine does not read. */
import type { Json } from '@perdure/run';

interface RunRequest {
  model?: string | undefined;
  onQuestion: 'withdraw' | 'wait';
}

/** The request of a run; undefined if everything is as usual. */
export function toRequest({ model, onQuestion }: RunRequest): Json | undefined {
  const request = {
    ...(model !== undefined && { model }),
    ...(onQuestion === 'wait' && { onQuestion }),
  };
  return Object.keys(request).length > 0 ? request : undefined;
}

/** The model that the run's start named; an empty object if it named none. */
export const modelOf = (request: Json): { model?: string } =>
  request !== null && typeof request === 'object' && 'model' in request
    ? { model: String(request.model) }
    : {};

/** True if the run's prompt withdraws a question that the run before it asks. */
export const withdrawsQuestion = (request: Json | undefined): boolean =>
  (Object(request) as { onQuestion?: unknown }).onQuestion !== 'wait';
