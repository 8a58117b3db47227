/** gRPC's status codes: a number beside a text in its clients, a name everywhere else. */
import { get } from './safe.ts';

/** github.com/grpc/grpc/blob/master/doc/statuscodes.md, by number. */
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

/** grpc-js has `code` and `details` as a text; connectrpc.com has `code` and `rawMessage` on a ConnectError. */
export function grpcNameOf(source: object): string | undefined {
  const code = get(source, 'code');
  if (typeof code !== 'number' || code < 1) return undefined;
  const isGrpc =
    typeof get(source, 'details') === 'string' || get(source, 'name') === 'ConnectError';
  return isGrpc ? names[code] : undefined;
}

/**
 * As clients flatten it: `14 UNAVAILABLE: …` (grpc-js), `StatusCode.UNAVAILABLE` (Python),
 * `code = Unavailable desc = …` (Go, found as any other code), `[unavailable] …` (Connect).
 */
export const grpcInText: readonly RegExp[] = [
  /\b\d{1,2} ([A-Z]{4,12}(?:_[A-Z]{4,12})?):/g,
  /\bStatusCode\.([A-Z]{4,12}(?:_[A-Z]{4,12})?)/g,
  new RegExp(`\\[(${names.slice(1).join('|').toLowerCase()}|canceled)\\]`, 'g'),
];
