export { type ClassifyOptions, classifyFailure } from './classify.ts';
export { explainFailure, type MatchedRule } from './explain.ts';
export {
  type Failure,
  type FailureKind,
  failureKinds,
  permanentKinds,
  transientKinds,
} from './failure.ts';
export { redact } from './redact.ts';
