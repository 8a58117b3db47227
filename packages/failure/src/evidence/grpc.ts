/** gRPC's status codes. gRPC clients give the code's number and a text; all other sources give the code's name. */
import { get } from './safe.ts';

/**
 * Names of gRPC's status codes. The index is the code's number. Source:
 * github.com/grpc/grpc/blob/master/doc/statuscodes.md.
 */
const names = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/**
 * The name of an error's gRPC code; undefined if the error is not gRPC's. grpc-js gives `code` and a text in `details`,
 * connectrpc.com gives `code` and `rawMessage` on a ConnectError.
 */
export function grpcNameOf(source: object): string | undefined {
  const code = get(source, 'code');
  if (typeof code !== 'number' || code < 1) return undefined;
  const isGrpc =
    typeof get(source, 'details') === 'string' || get(source, 'name') === 'ConnectError';
  return isGrpc ? names[code] : undefined;
}

/**
 * Patterns of gRPC's codes in texts: `14 UNAVAILABLE: …` (grpc-js), `StatusCode.UNAVAILABLE` (Python), `[unavailable]
 * …` (Connect). Go's `code = Unavailable desc = …` needs no pattern here, because it is found like any other code.
 */
export const grpcInText: readonly RegExp[] = [
  /\b\d{1,2} ([A-Z]{4,12}(?:_[A-Z]{4,12})?):/g,
  /\bStatusCode\.([A-Z]{4,12}(?:_[A-Z]{4,12})?)/g,
  new RegExp(`\\[(${names.slice(1).join('|').toLowerCase()}|canceled)\\]`, 'g'),
];
