/** The label of a failure, to compare it with a case. */
import type { Failure } from '../src/index.ts';
import type { Label } from './index.ts';

const labels: Partial<Record<Failure['kind'], Label>> = {
  quotaExceeded: 'quota',
  unauthorized: 'auth',
  contextOverflow: 'context_overflow',
  contentFiltered: 'content',
  invalidRequest: 'permanent',
  cancelled: 'cancelled',
};

/**
 * The kind's label. A transient kind and `unknown` are `retryable` or `permanent`, as the failure is, because a server
 * may forbid a retry.
 */
export function labelOf({ kind, retryable }: Failure): Label {
  return labels[kind] ?? (retryable ? 'retryable' : 'permanent');
}
