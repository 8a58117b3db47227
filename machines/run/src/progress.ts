/** Progress: a step that an attempt has recorded and that stays. What failed before it does not count any more. */
import type { RunEvent } from './words.ts';

/** True for the end of an attempt that has recorded a step which stays. */
export const hasProgressed = (event: RunEvent): boolean =>
  'progressed' in event && event.progressed === true;
