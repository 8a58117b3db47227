export { type ClassifyOptions, classifyFailure } from './classify.ts';
export { errorText, messageOf } from './error-text.ts';
export {
  type Failure,
  type FailureKind,
  failureKinds,
  type MatchedRow,
  permanentKinds,
  transientKinds,
} from './failure.ts';
export { groupOf } from './group.ts';
export { redact } from './redact.ts';
export { redactJson } from './redact-json.ts';
export { type Specimen, specimenOf } from './specimen.ts';
