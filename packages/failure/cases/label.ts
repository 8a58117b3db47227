/** The label of a failure, to compare it with a case. */
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

/** `retryable` for transient kinds, otherwise the kind's label; `unknown` is `permanent` unless it is retryable. */
export function labelOf({ kind, retryable }: Failure): Label {
  if ((transientKinds as readonly string[]).includes(kind)) return 'retryable';
  return labels[kind] ?? (retryable ? 'retryable' : 'permanent');
}
