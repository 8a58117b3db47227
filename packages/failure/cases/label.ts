/** The coarse label of a failure: what a reader of the corpus would call it. */
import { type Failure, transientKinds } from '../src/index.ts';
import type { Label } from './index.ts';

const labels: Partial<Record<Failure['kind'], Label>> = {
  quotaExceeded: 'quota',
  unauthorized: 'auth',
  contextOverflow: 'context_overflow',
  contentFiltered: 'content',
  invalidRequest: 'permanent',
  cancelled: 'cancelled',
};

export function labelOf({ kind, retryable }: Failure): Label {
  if ((transientKinds as readonly string[]).includes(kind)) return 'retryable';
  return labels[kind] ?? (retryable ? 'retryable' : 'permanent');
}
