/** Why a run has come to nothing. While it may still succeed, a failure is its retry's affair. */
import type { Failure } from '@perdure/failure';
import type { RunView } from '@perdure/runtime/view';

export const failureOf = ({ state, failure }: RunView): Failure | null =>
  state === 'failed' || state === 'interrupted' ? failure : null;
