/** Writes an error as a case: a line of `cases.jsonl`. */
import { type Failure, specimenOf, transientKinds } from '../src/index.ts';

interface HttpError {
  statusCode?: number;
  responseHeaders?: Record<string, string>;
  responseBody: string;
}

interface CaseOptions {
  kind?: string | undefined;
  source?: string | undefined;
}

/** Longest wait that makes a quota no reason to try again, milliseconds, as in `classifyFailure`. */
const windowMs = 300_000;

/**
 * The case of an error as one line of JSON, 2,000 characters at most, without credentials. Without `kind`, it is the one
 * that the classifier gives today.
 */
export function caseLine(
  error: HttpError,
  failure: Failure,
  { kind = failure.kind, source = 'TODO: an address, or owner/repo#123' }: CaseOptions,
): string {
  const retryable = kind === failure.kind ? failure.retryable : isRetryable(kind, error, failure);
  const { provider = '' } = failure;
  const { error: read } = specimenOf(asThrown(error, failure), { provider });
  return JSON.stringify({ kind, retryable, provider, source, error: read });
}

/** The error as a client throws it: a body that is no JSON is its message. */
const asThrown = ({ responseBody, ...rest }: HttpError, { message, status }: Failure): object =>
  /^\s*[{[]/.test(responseBody)
    ? { ...rest, message: status === undefined ? message : `HTTP ${status}`, responseBody }
    : { ...rest, message: responseBody };

/** Whether an error of this kind may be tried again, with the server's veto and its wait. */
function isRetryable(
  kind: string,
  { responseHeaders = {} }: HttpError,
  { retryAfterMs = 0 }: Failure,
): boolean {
  const advice = Object.entries(responseHeaders).find(([name]) => /^x-should-retry$/i.test(name));
  if (advice?.[1] === 'false') return false;
  if (kind === 'quotaExceeded') return retryAfterMs > windowMs;
  return (transientKinds as readonly string[]).includes(kind);
}
