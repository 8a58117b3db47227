/**
 * Finds codes and class names in texts: in a flattened error, in JSON that was cut off or escaped two or three levels
 * deep, in the repr of a Python dictionary. Ordinary words have no effect, because rules compare each found word as a
 * whole. The patterns and the text that they search are bounded.
 */
import { captured } from './captured.ts';
import { grpcInText } from './grpc.ts';

const mostRead = 4_096;
const mostFound = 24;

const patterns: readonly RegExp[] = [
  // Examples: `'code': 'x'`, `"type": "x"`, `\"reason\":\"x\"`, `'error_code': 18`.
  /["'](?:code|type|__type|:exception-type|status|reason|error_code|error_type|errcode|status_code|Code)\\{0,7}["'] {0,2}[:=] {0,2}\\{0,7}["']?([A-Za-z0-9][\w.#-]{0,79})/g,
  // Examples: `code:UnsupportedOperation.PkgExhausted message:…` (TencentCloud), `code = InvalidArgument desc = …`
  // (Go), `got status: UNAVAILABLE`.
  /(?:\b|[a-z])(?:[Cc]ode|[Rr]eason|[Ss]tatus|[Tt]ype) {0,2}[:=] {0,2}["']?([A-Z][A-Za-z_.]{2,79})/g,
  // Example from botocore: `An error occurred (ThrottlingException) when calling the InvokeModel operation`.
  /An error occurred \(([A-Za-z]{3,60})\)/g,
  // Upper-case words with an underscore: `MONTHLY_REQUEST_COUNT`, `UNABLE_TO_GET_ISSUER_CERT_LOCALLY`.
  /\b([A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,8})\b/g,
  // AWS's class names, which are codes; and Node's codes in a message without its error object: `connect EHOSTDOWN`.
  /\b([A-Z][A-Za-z]{3,48}Exception|E[A-Z]{4,15})\b/g,
  // Codes with a namespace: `AllocationQuota.FreeTierOnly` (DashScope), `FailedOperation.EngineServerError` (TencentCloud).
  /\b([A-Z][A-Za-z]{3,40}\.[A-Z][A-Za-z]{3,40})\b/g,
  // Numbers that the text marks as codes: `Error Code: 11202`, `[1113][…]` (Zhipu), `(2056)` (MiniMax), `AiError: 3040:
  // …` (Workers AI).
  /\b[Ee]rror(?: ?[Cc]ode)?[:=] {0,2}(\d{4,6})\b/g,
  /\[(\d{4,6})\]/g,
  /\((\d{4,6})\)/g,
  /(?:^|: )(\d{4,6}): /g,
  ...grpcInText,
  // Lower-case words with an underscore: `invalid_api_key`. This pattern is last, because most such words are names of
  // fields, and only 24 codes are kept.
  /\b([a-z]{2,20}(?:_[a-z0-9]{2,20}){1,6})\b/g,
];

/**
 * Patterns of class names. Class names have a suffix, except for those of google.api_core:
 * `google.api_core.exceptions.ResourceExhausted`.
 */
const classes = [
  /\b([A-Z][A-Za-z0-9]{2,48}(?:Error|Exception))\b/g,
  /\bexceptions\.([A-Z][A-Za-z]{3,40})\b/g,
];

export const codesInText = (text: string): string[] => found(patterns, text);

export const classesInText = (text: string): string[] => found(classes, text);

function found(wanted: readonly RegExp[], text: string): string[] {
  const head = text.slice(0, mostRead);
  const words = new Set<string>();
  for (const pattern of wanted) {
    for (const word of captured(pattern, head, mostFound)) {
      words.add(word);
      if (words.size >= mostFound) return [...words];
    }
  }
  return [...words];
}
