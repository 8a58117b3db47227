/** A sentence for every state and failure. The runtime itself never emits one. */
export { addPerdure, namespace } from './add-perdure.ts';
export {
  type AttemptText,
  attemptCount,
  attemptText,
  type TimelineAttempt,
} from './attempt-text.ts';
export { type DurationText, durationText } from './duration.ts';
export { type FailureText, failureText } from './failure-text.ts';
export { type Language, languages } from './languages/index.ts';
export { type RunStatus, runStatus, runStep, type StatusRun } from './run-status.ts';
export type { TextKey, Texts, Translation } from './texts.ts';
