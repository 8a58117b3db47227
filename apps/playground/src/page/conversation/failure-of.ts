/** The failure of a run that failed or was interrupted; null while the run may still succeed. */
import type { Failure } from '@perdure/failure';
import type { RunView } from '@perdure/thread';

export const failureOf = ({ state, failure }: RunView): Failure | null =>
  state === 'failed' || state === 'interrupted' ? failure : null;
