/** Texts for every state and failure. No other package has texts for users. */
export { addPerdure, namespace } from './add-perdure.ts';
export {
  type AttemptText,
  attemptCount,
  attemptText,
  type TimelineAttempt,
} from './attempt-text.ts';
export { type DurationText, durationText } from './duration.ts';
export { type FailureText, failureText } from './failure-text.ts';
export { heldText } from './held-text.ts';
export { type Language, languages } from './languages/index.ts';
export { cutText, missingText, undecidedText } from './message-text.ts';
export { nextAction, runStatus, type StatusLine, type StatusRun } from './run-status.ts';
export type { TextKey, Texts, Translation } from './texts.ts';
export { usageText } from './usage-text.ts';
