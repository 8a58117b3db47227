export { type ClassifyOptions, classifyFailure } from './classify.ts';
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
export { type Specimen, specimenOf } from './specimen.ts';
