/** A coarse class of errors, to compare classifiers that have other kinds. */
import type { Failure } from '../src/index.ts';

/** Seven labels for the 13 kinds. */
export type Label =
  | 'retryable'
  | 'quota'
  | 'auth'
  | 'context_overflow'
  | 'content'
  | 'permanent'
  | 'cancelled';

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
export function labelOf({ kind, retryable }: Pick<Failure, 'kind' | 'retryable'>): Label {
  return labels[kind] ?? (retryable ? 'retryable' : 'permanent');
}
