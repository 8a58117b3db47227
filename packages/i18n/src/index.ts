/** A sentence for every state and failure. The runtime itself never emits one. */
export { addPerdure, languages, namespace } from './add-perdure.ts';
export { type FailureText, failureText } from './failure-text.ts';
export { type RunStatus, runStatus, type StatusRun } from './run-status.ts';
export type { TextKey, Texts } from './texts.ts';
