export { type ClassifyOptions, classifyFailure } from './classify.ts';
export {
  type Failure,
  type FailureKind,
  failureKinds,
  type MatchedRow,
  permanentKinds,
  transientKinds,
} from './failure.ts';
export { redact } from './redact.ts';
